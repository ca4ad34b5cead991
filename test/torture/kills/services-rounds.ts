import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StudioError } from '../../../preload/contract/errors.ts';
import { hashOf } from '../bytes.ts';
import { Chance } from '../chance.ts';
import { drawRequest } from '../requests.ts';
import type { Rounds, Settings, Verdict } from '../rounds.ts';
import { type EngineProcess, type StoreProcess, startEngine, startStore } from '../services.ts';
import { everythingIn, faultsOfQuit } from './found.ts';
import { Ledger } from './ledger.ts';
import { Work } from './work.ts';

/** Rounds of one story: one data folder that is killed over and over. */
export const STORY = 5;
/** How long a service may take to end when its parent is gone, and to end when it is told to. */
const ENDING_MS = 10_000;

type Target = 'store' | 'engine' | 'store and engine' | 'main' | 'window';

interface Story {
  readonly root: string;
  readonly ledger: Ledger;
  projects: string[];
}

/**
 * Kills of the services, driven over their ports without a window. Main's end is, to them, the end of
 * the channel that it started them with; the window's end is the end of its connections.
 */
export async function serviceRounds(settings: Settings): Promise<Rounds> {
  let engine = startEngine(settings.model);
  const home = await mkdtemp(join(tmpdir(), 'dimoo-torture-home-'));
  const reference = await drawnBy(engine);
  let story: Story | undefined;
  let store: StoreProcess | undefined;

  const play = async (round: number, folder: string): Promise<Verdict> => {
    const chance = new Chance(settings.seed, round);
    if (story === undefined || round % STORY === 0) {
      const root = join(home, `story-${round - (round % STORY)}`);
      mkdirSync(root);
      story = { root, ledger: new Ledger(), projects: [] };
      store = startStore(root);
    }
    if (store === undefined) throw new Error('A story begins with its first round.');
    const told = story.ledger.answers;
    const work = new Work({ store: store.client, engine: engine.client, ledger: story.ledger, chance }, story.projects);
    const target = targetOf(chance);
    const faults: string[] = [];
    const asked = store;
    const ends = await strike(chance, target, work, store, engine);
    faults.push(...ends.faults);
    if (!engine.alive) engine = startEngine(settings.model);
    if (!store.alive) store = startStore(story.root);
    const found = await everythingIn(store.client, story.ledger);
    faults.push(...found.faults, ...story.ledger.check(found.values));
    story.ledger.settle(found.values, asked === store);
    story.projects = work.projects.filter((id) => found.values.has(`${id} name`));
    if (target !== 'store' && (await drawnBy(engine)) !== reference)
      faults.push('the engine draws another picture than before');
    if (round % STORY === STORY - 1) faults.push(...(await quit(store, story.root)));
    const what = `${target} at ${ends.when}, ${story.ledger.answers - told} answers before`;
    if (faults.length > 0) cpSync(story.root, join(folder, 'data'), { recursive: true });
    return { what, outcome: faults.length === 0 ? 'kept' : 'lost', faults };
  };
  const end = async () => {
    await Promise.all([engine.kill(), store?.kill()]);
    rmSync(home, { recursive: true, force: true });
  };
  return { play, end };
}

async function drawnBy(engine: EngineProcess): Promise<string> {
  const { grid } = await engine.client.draw(drawRequest(7, 'a red circle'));
  return hashOf(new Uint8Array(grid?.codes.slice().buffer ?? []));
}

function targetOf(chance: Chance): Target {
  return chance.weighted<Target>([
    [45, 'store'],
    [20, 'engine'],
    [10, 'store and engine'],
    [15, 'main'],
    [10, 'window'],
  ]);
}

/** Lets the work begin, and ends the target at a moment of no one's choosing. */
async function strike(chance: Chance, target: Target, work: Work, store: StoreProcess, engine: EngineProcess) {
  const faults: string[] = [];
  // A third of the kills hit while the store opens, recovers or makes the first project.
  const delay = chance.happens(0.33) ? chance.int(0, 60) : chance.int(60, 900);
  const ended = Promise.allSettled([work.run()]);
  await sleep(delay);
  const ends = await endTarget(target, store, engine);
  for (const end of await ended) {
    const reason: unknown = end.status === 'rejected' ? end.reason : undefined;
    if (reason instanceof StudioError && reason.failure.kind === 'service-lost') continue;
    faults.push(
      `the work ended otherwise than by the kill: ${String(reason instanceof Error ? reason.stack : reason)}`,
    );
  }
  return { when: `${delay} ms`, faults: [...faults, ...ends] };
}

async function endTarget(target: Target, store: StoreProcess, engine: EngineProcess): Promise<string[]> {
  if (target === 'store') await store.kill();
  if (target === 'engine') await engine.kill();
  if (target === 'store and engine') await Promise.all([store.kill(), engine.kill()]);
  if (target === 'window') {
    store.reload();
    engine.reload();
  }
  // What of the work only spoke with the other service ends here as well: the window's calls fail with it.
  if (target === 'store') engine.reload();
  if (target === 'engine') store.reload();
  if (target !== 'main') return [];
  for (const service of [store, engine]) service.child.disconnect();
  return [...(await endsAlone('store', store)), ...(await endsAlone('engine', engine))];
}

async function endsAlone(name: string, service: StoreProcess | EngineProcess): Promise<string[]> {
  const code = await Promise.race([service.gone, sleep(ENDING_MS, 'late' as const, { ref: false })]);
  if (code === 'late') await service.kill();
  // An engine ends itself at once: it keeps nothing, and what it computes with cannot be stopped in the middle.
  if (code === 0 || (name === 'engine' && code === 'SIGKILL')) return [];
  return [`without main the ${name} ended with ${String(code)}: ${service.log.slice(-300)}`];
}

/** An ordinary end: asked for by main, checkpointed, nothing left over. */
async function quit(store: StoreProcess, root: string): Promise<string[]> {
  store.quit();
  const faults = await endsAlone('store', store);
  return [...faults, ...faultsOfQuit(root)];
}
