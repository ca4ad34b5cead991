import { cpSync, lstatSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chance } from '../chance.ts';
import type { Rounds, Settings, Verdict } from '../rounds.ts';
import { forgetPeak, peakOf, type StoreProcess, startStore } from '../services.ts';
import { changesIn, forbidWriting, treeOf } from '../trees.ts';
import { type Bases, makeBases } from './base.ts';
import { damageProject } from './files.ts';
import { damagedStudio } from './studio-rounds.ts';
import { type Trial, tryProject } from './trial.ts';

/** More than this for one project of a few hundred kB, and the store eats memory. */
const MOST_MEGABYTES = 400;
/** So many projects are opened by one store before it is quit and another one started. */
const PER_STORE = 20;
/** Of the rounds, those that damage the studio's own files instead of a project. */
const STUDIO_SHARE = 0.08;
const HEALTHY = '00000000-0000-4000-8000-000000000001';

/** Damaged projects, one after the other, in one data folder; a healthy one lies beside them. */
export async function projectRounds({ seed }: Settings): Promise<Rounds> {
  const home = mkdtempSync(join(tmpdir(), 'dimoo-torture-home-'));
  const bases = await makeBases(home, seed);
  const outside = join(home, 'outside');
  mkdirSync(outside);
  writeFileSync(join(outside, 'letter.txt'), 'A letter that is no part of any project.\n');
  const sound = await soundTrials(home, bases);
  let bench: Bench | undefined;
  const play = async (round: number, folder: string): Promise<Verdict> => {
    const chance = new Chance(seed, round);
    if (chance.happens(STUDIO_SHARE)) return damagedStudio(bases, chance, home, folder);
    if (bench === undefined || bench.used >= PER_STORE || !bench.store.alive) {
      await bench?.end();
      bench = openBench(home, bases);
    }
    bench.used += 1;
    const verdict = await playOne({ bench, bases, outside, sound }, chance, folder);
    if (verdict.faults.length > 0) {
      // What comes next begins on a store that nothing was done to.
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
  readonly root: string;
  readonly store: StoreProcess;
  readonly end: () => Promise<void>;
  used: number;
}

function openBench(home: string, bases: Bases): Bench {
  const root = mkdtempSync(join(home, 'data-'));
  mkdirSync(join(root, 'projects'));
  cpSync(bases.healthy, join(root, 'projects', HEALTHY), { recursive: true });
  const store = startStore(root);
  const end = async () => {
    await store.kill();
    rmSync(root, { recursive: true, force: true });
  };
  return { root, store, end, used: 0 };
}

/** What every base is when nothing was done to it. */
async function soundTrials(home: string, bases: Bases): Promise<Map<string, Trial>> {
  const bench = openBench(home, bases);
  const trials = new Map<string, Trial>();
  for (const [index, [name, folder]] of [...bases.folders].entries()) {
    const id = `00000000-0000-4000-8000-1${String(index).padStart(11, '0')}`;
    cpSync(folder, join(bench.root, 'projects', id), { recursive: true });
    const trial = await tryProject(bench.store, id);
    if (!trial.opened || trial.faults.length > 0)
      throw new Error(`The sound project "${name}": ${trial.said} ${trial.faults.join('; ')}`);
    trials.set(name, trial);
  }
  await bench.end();
  return trials;
}

interface Parts {
  readonly bench: Bench;
  readonly bases: Bases;
  readonly outside: string;
  readonly sound: ReadonlyMap<string, Trial>;
}

async function playOne({ bench, bases, outside, sound }: Parts, chance: Chance, kept: string): Promise<Verdict> {
  const { root, store } = bench;
  // Half of them with commits in the log: that is where work can be rolled back.
  const name = chance.happens(0.5) ? 'with a log' : chance.pick([...bases.folders.keys()]);
  const folder = join(root, 'projects', chance.uuid());
  cpSync(bases.folders.get(name) ?? '', folder, { recursive: true });
  const healthy = join(root, 'projects', HEALTHY);
  const damage = damageProject(folder, { folder: outside, project: healthy }, chance);
  const isPlain = (path: string) => lstatSync(path).isFile() || lstatSync(path).isDirectory();
  cpSync(folder, join(kept, 'before'), { recursive: true, filter: isPlain });
  const allowWriting = chance.happens(0.04) ? forbidWriting(folder) : null;
  const before = { tree: treeOf(folder), outside: treeOf(outside), healthy: treeOf(healthy) };
  forgetPeak(store.pid);
  const trial = await tryProject(store, folder.slice(-36));
  const peak = peakOf(store.pid) ?? 0;
  const faults = [...trial.faults, ...(store.alive ? [] : [`the store ended: ${store.log.slice(-400)}`])];
  if (peak > MOST_MEGABYTES) faults.push(`the store took ${peak} MB`);
  if (!trial.opened)
    faults.push(...changesIn(before.tree, treeOf(folder)).map((change) => `refused, and changed: ${change}`));
  const reference = sound.get(name);
  if (trial.opened && !damage.changesRows && reference !== undefined) faults.push(...missing(trial, reference));
  faults.push(...changesIn(before.outside, treeOf(outside)).map((change) => `outside of the project: ${change}`));
  faults.push(...changesIn(before.healthy, treeOf(healthy)).map((change) => `in another project: ${change}`));
  if (store.alive) faults.push(...(await stillWorks(store)));
  allowWriting?.();
  rmSync(folder, { recursive: true, force: true });
  const what = `${name}; ${damage.what}${allowWriting === null ? '' : '; nobody may write'}`;
  return { what, outcome: outcomeOf(trial, faults), faults };
}

function outcomeOf(trial: Trial, faults: readonly string[]): string {
  if (faults.length > 0) return 'fault';
  if (!trial.opened) return 'refused';
  return trial.said === '' ? 'opened' : 'restored';
}

/** Work that is not there any more, and that nobody was told of. */
function missing(trial: Trial, sound: Trial): string[] {
  if (trial.said !== '') return [];
  const names = ['layers', 'generations', 'notes'] as const;
  return names
    .filter((name) => trial[name] >= 0 && trial[name] < sound[name])
    .map((name) => `rolled back without a word: ${trial[name]} of ${sound[name]} ${name}`);
}

async function stillWorks(store: StoreProcess): Promise<string[]> {
  const trial = await tryProject(store, HEALTHY);
  const faults = trial.faults.map((fault) => `the healthy project afterwards: ${fault}`);
  return trial.opened ? faults : [...faults, `the healthy project does not open afterwards: ${trial.said}`];
}
