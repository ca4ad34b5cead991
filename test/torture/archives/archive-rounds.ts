import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, parse } from 'node:path';
import { unzipSync } from 'fflate';
import { leavePlace } from '../../../main/exchange.ts';
import { Chance } from '../chance.ts';
import { makeBases } from '../projects/base.ts';
import { tryProject } from '../projects/trial.ts';
import type { Rounds, Settings, Verdict } from '../rounds.ts';
import { type Answer, answerOf, HangError } from '../sentence.ts';
import { forgetPeak, peakOf, type StoreProcess, startStore } from '../services.ts';
import { changesIn, treeOf } from '../trees.ts';
import { EVIL, mutatedArchive, type Sound } from './mutated.ts';

/** More than this for an archive of some hundred kB, and the store eats memory. */
const MOST_MEGABYTES = 400;
/** So many archives are taken in by one store before it is killed and another one started. */
const PER_STORE = 25;
const CALL_MS = 30_000;

/** Mutated `.dimoo` files, given to the real store as main and as the window do. */
export async function archiveRounds({ seed }: Settings): Promise<Rounds> {
  const home = mkdtempSync(join(tmpdir(), 'dimoo-torture-home-'));
  const { studio, projects } = await makeBases(home, seed);
  const sound = await soundArchive(home, studio, projects[0] ?? '');
  let bench: Bench | undefined;
  const play = async (round: number, folder: string): Promise<Verdict> => {
    const chance = new Chance(seed, round);
    if (bench === undefined || bench.used >= PER_STORE || !bench.store.alive) {
      await bench?.end();
      bench = openBench(home, studio);
    }
    bench.used += 1;
    const verdict = await playOne(bench, sound, chance, folder);
    if (verdict.faults.length > 0) {
      await bench.end();
      bench = undefined;
    }
    return verdict;
  };
  const end = async () => {
    await bench?.end();
    rmSync(home, { recursive: true, force: true });
  };
  return { play, end };
}

interface Bench {
  readonly home: string;
  readonly root: string;
  readonly store: StoreProcess;
  readonly end: () => Promise<void>;
  used: number;
}

function openBench(home: string, studio: string): Bench {
  const root = mkdtempSync(join(home, 'data-'));
  cpSync(studio, root, { recursive: true });
  const store = startStore(root);
  const end = async () => {
    await store.kill();
    rmSync(root, { recursive: true, force: true });
  };
  return { home, root, store, end, used: 0 };
}

/** The file of a sound project, as the store writes it. */
async function soundArchive(home: string, studio: string, projectId: string): Promise<Sound> {
  const bench = openBench(home, studio);
  const file = join(home, 'sound.dimoo');
  const place = leavePlace(bench.root, { purpose: 'write', path: file });
  await bench.store.client.exportProject({ projectId, place });
  await bench.end();
  const bytes = new Uint8Array(readFileSync(file));
  rmSync(file);
  return { bytes, entries: Object.entries(unzipSync(bytes)).map(([name, content]) => ({ name, bytes: content })) };
}

async function playOne(bench: Bench, sound: Sound, chance: Chance, kept: string): Promise<Verdict> {
  const { store } = bench;
  const { bytes, what } = mutatedArchive(sound, chance);
  const inbox = join(kept, 'inbox');
  mkdirSync(inbox);
  const file = join(inbox, 'mutated.dimoo');
  writeFileSync(file, bytes);
  const around = () => new Map([...stateOf(bench), ...treeOf(inbox)]);
  const before = around();
  const faults: string[] = [];
  forgetPeak(store.pid);
  let outcome = 'refused';
  try {
    const answer = await answerOf('importProject', CALL_MS, bringIn(bench, file, bytes, chance));
    if (answer.ok) outcome = 'taken';
    else if (answer.complaint !== null) faults.push(answer.complaint);
    if (answer.ok) faults.push(...(await workAndRemove(store, answer.value.project.id)));
    faults.push(...changesIn(before, around()).map((change) => `${outcome}, and left: ${change}`));
  } catch (error) {
    faults.push(
      error instanceof HangError ? error.message : `${String(error)}; the store wrote: ${store.log.slice(-400)}`,
    );
  }
  const peak = peakOf(store.pid) ?? 0;
  if (peak > MOST_MEGABYTES) faults.push(`the store took ${peak} MB`);
  if (!store.alive) faults.push(`the store ended: ${store.log.slice(-400)}`);
  faults.push(...escaped(bench));
  return { what, outcome: faults.length > 0 ? 'fault' : outcome, faults };
}

type Imported = Awaited<ReturnType<StoreProcess['client']['importProject']>>;

/** As a file that was chosen, or as one that was dropped. */
async function bringIn({ root, store }: Bench, file: string, bytes: Uint8Array, chance: Chance): Promise<Imported> {
  const { client } = store;
  if (chance.happens(0.7) || bytes.length === 0) {
    return client.importProject({ place: leavePlace(root, { purpose: 'read', path: file }), name: '' });
  }
  const { place } = await client.beginDelivery({});
  const piece = chance.int(1000, 100_000);
  for (let at = 0; at < bytes.length; at += piece) {
    await client.deliver({ place, at, bytes: new Uint8Array(bytes.subarray(at, at + piece)) });
  }
  return client.importProject({ place, name: 'mutated.dimoo' });
}

/** What came in opens and can be worked in, and goes without a trace. */
async function workAndRemove(store: StoreProcess, projectId: string): Promise<string[]> {
  const trial = await tryProject(store, projectId);
  const faults = [...trial.faults];
  if (!trial.opened) faults.push(`taken, and does not open: ${trial.said}`);
  const trashed: Answer<{ trashedId: string }> = await answerOf(
    'deleteProject',
    CALL_MS,
    store.client.deleteProject({ projectId }),
  );
  if (!trashed.ok) return [...faults, `taken, and cannot be deleted: ${trashed.failure.message}`];
  await answerOf('deleteForGood', CALL_MS, store.client.deleteForGood({ trashedId: trashed.value.trashedId }));
  return faults;
}

/** The projects that are there anyway, and the names of all that lies beside them. */
function stateOf({ home, root }: Bench): Map<string, string> {
  const names = (folder: string) => (existsSync(folder) ? readdirSync(folder) : []);
  const state = new Map<string, string>();
  const beside = [
    ...names(home),
    ...names(root).filter(
      (name) =>
        !/^studio\.(sqlite|lock)/.test(name) && name !== 'exchange' && name !== 'trash' && name !== 'cards.json',
    ),
    ...names(join(root, 'exchange')),
    ...names(join(root, 'trash')).filter((name) => name !== 'days.json'),
  ];
  for (const name of beside) state.set(`beside/${name}`, 'there');
  for (const [name, what] of treeOf(join(root, 'projects'))) state.set(`projects/${name}`, what);
  return state;
}

/** Files that a hostile name has put anywhere above the data folder. */
function escaped({ home, root }: Bench): string[] {
  const places = [parse(root).root, tmpdir(), process.cwd(), home, root, join(root, 'projects'), join(home, '..')];
  return places
    .map((place) => join(place, EVIL))
    .filter(existsSync)
    .map((path) => `written outside: ${path}`);
}
