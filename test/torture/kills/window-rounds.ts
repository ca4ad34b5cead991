import { rmSync, writeFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freshHome, type Studio } from '../../helpers/launch-studio.ts';
import { Chance } from '../chance.ts';
import type { Rounds, Settings, Verdict } from '../rounds.ts';
import { startStore } from '../services.ts';
import {
  drawSmall,
  killStudio,
  layerNames,
  openStudio,
  type Part,
  pidOf,
  projectName,
  showLayers,
  shownByMain,
  untilIdle,
  untilReady,
} from '../window/studio.ts';
import { everythingIn, faultsOfQuit } from './found.ts';
import { GONE, Ledger } from './ledger.ts';
import { WindowWork } from './window-work.ts';

/** Kills of one story hit one data folder. */
export const WINDOW_STORY = 4;
const STEPS = 4;
/** How long what is left of a killed studio may take to end. */
const ENDING_MS = 15_000;
/** How long the work may go on after a kill before the window is looked at. */
const PATIENCE_MS = 15_000;

interface Story {
  readonly home: string;
  readonly ledger: Ledger;
  studio: Studio;
}

/** Kills of main, store, engine and the page's process of the real window, while somebody works in it. */
export async function windowKillRounds({ seed }: Settings): Promise<Rounds> {
  let story: Story | undefined;
  const play = async (round: number, folder: string): Promise<Verdict> => {
    if (story === undefined || round % WINDOW_STORY === 0) {
      await close(story);
      const home = freshHome();
      story = { home, ledger: new Ledger(), studio: await openStudio(home) };
      await drawSmall(story.studio.page);
    }
    const verdict = await playOne(story, new Chance(seed, round), round % WINDOW_STORY === WINDOW_STORY - 1, folder);
    if (verdict.faults.length > 0)
      await cp(join(story.home, 'projects'), join(folder, 'projects'), { recursive: true }).catch(() => undefined);
    return verdict;
  };
  return { play, end: async () => await close(story) };
}

async function close(story: Story | undefined): Promise<void> {
  if (story === undefined) return;
  await killStudio(story.studio);
  rmSync(story.home, { recursive: true, force: true });
}

async function playOne(story: Story, chance: Chance, last: boolean, folder: string): Promise<Verdict> {
  const { ledger } = story;
  const told = ledger.answers;
  const part = chance.weighted<Part>([
    [30, 'main'],
    [30, 'store'],
    [20, 'engine'],
    [20, 'window'],
  ]);
  const work = new WindowWork(() => story.studio.page, ledger, chance);
  const delay = chance.int(0, 9000);
  const worked = work.run(STEPS).then(
    () => null,
    (error: unknown) => error,
  );
  await sleep(delay);
  work.stopped = true;
  const faults: string[] = [];
  const store = await pidOf(story.studio, 'store');
  const pid = await pidOf(story.studio, part);
  if (pid !== null) process.kill(pid, 'SIGKILL');
  if (part === 'main') {
    work.end();
    await worked;
    faults.push(...(await endedAlone(store)));
    faults.push(...(await foundOnDisk(story, false)));
    story.studio = await openStudio(story.home);
  } else {
    // What waits for a drawing that died would wait for long.
    await Promise.race([worked, sleep(PATIENCE_MS, null, { ref: false })]);
    work.end();
    const error = await worked;
    faults.push(...(part === 'window' ? await loadedAnew(story) : await recovered(story, part, error, folder)));
  }
  if (last) {
    await story.studio
      .quit()
      .catch((error: unknown) => faults.push(`the studio does not quit: ${String(error).slice(0, 400)}`));
    faults.push(...faultsOfQuit(story.home), ...(await foundOnDisk(story, true)));
  }
  const what = `${part} at ${delay} ms, ${ledger.answers - told} times "Saved" before`;
  return { what, outcome: faults.length > 0 ? 'lost' : 'kept', faults };
}

/** What main has started ends without it. */
async function endedAlone(pid: number | null): Promise<string[]> {
  for (let waited = 0; pid !== null && waited < ENDING_MS; waited += 100) {
    try {
      process.kill(pid, 0);
    } catch {
      return [];
    }
    await sleep(100);
  }
  if (pid === null) return [];
  process.kill(pid, 'SIGKILL');
  return ['the store goes on without main'];
}

/** The window comes back by itself, and shows what it had said to be saved. */
async function recovered(story: Story, part: Part, error: unknown, folder: string): Promise<string[]> {
  const { page } = story.studio;
  try {
    // A page whose process died is loaded anew by main; Playwright follows it.
    await untilReady(page);
    await untilIdle(page);
    await showLayers(page);
    const key = `${await projectName(page)} layers`;
    const names = await layerNames(page);
    const faults = isJustMade(story.ledger, key, names) ? [] : story.ledger.checkOne(key, names);
    if (faults.length === 0) story.ledger.ask(key, names)();
    return faults;
  } catch (late) {
    const log = story.studio.log.slice(-8).join(' | ');
    await page.screenshot({ path: join(folder, 'window.png'), timeout: 5000 }).catch(() => undefined);
    writeFileSync(
      join(folder, 'words.txt'),
      (await page.locator('body').textContent({ timeout: 5000 }).catch(String)) ?? '',
    );
    const faults = [
      `after the ${part} was killed the window does not come back: ${String(late).slice(0, 300)}; work: ${String(error).slice(0, 200)}; log: ${log}`,
    ];
    await killStudio(story.studio);
    faults.push(...(await foundOnDisk(story, false)));
    story.studio = await openStudio(story.home);
    return faults;
  }
}

/** Main loads a page whose process died anew; Playwright cannot follow it, so that the studio is started again then. */
async function loadedAnew(story: Story): Promise<string[]> {
  let faults = ['the page is not loaded anew'];
  // Its parts come one after the other: what counts is what it shows in the end.
  for (let waited = 0; waited < 60_000 && faults.length > 0; waited += 200) {
    await sleep(200);
    faults = faultsOf(await shownByMain(story.studio).catch(() => null), story.ledger);
  }
  if (faults.length > 0) faults.push(`log: ${story.studio.log.slice(-5).join(' | ')}`);
  await killStudio(story.studio);
  faults.push(...(await foundOnDisk(story, false)));
  story.studio = await openStudio(story.home);
  return faults;
}

function faultsOf(shown: Awaited<ReturnType<typeof shownByMain>>, ledger: Ledger): string[] {
  if (shown === null) return ['the page is not loaded anew'];
  if (!shown.saved) return ['the page is loaded anew and does not say that it is saved'];
  const key = `${shown.name} layers`;
  return isJustMade(ledger, key, shown.layers) ? [] : ledger.checkOne(key, shown.layers);
}

/** Empty, and nobody was told of it yet. */
function isJustMade(ledger: Ledger, key: string, layers: unknown): boolean {
  return Array.isArray(layers) && layers.length === 0 && ledger.told(key) === GONE;
}

/** Read by a store of our own, while no studio runs. */
async function foundOnDisk({ home, ledger }: Story, quit: boolean): Promise<string[]> {
  const store = startStore(home);
  try {
    const { values, faults } = await everythingIn(store.client, new Ledger());
    const found = new Map<string, unknown>();
    for (const [key, value] of values) {
      const [id, what] = key.split(' ');
      if (what === 'document')
        found.set(
          `${String(values.get(`${id} name`))} layers`,
          (value as { layers: { name: string }[] }).layers.map(({ name }) => name),
        );
      if (what === 'note') found.set(`note ${(value as { text: string }).text}`, true);
    }
    for (const [key, value] of found) if (isJustMade(ledger, key, value)) found.delete(key);
    const lost = ledger.check(found);
    ledger.settle(found);
    return [...faults, ...lost].map((fault) => `on disk after ${quit ? 'a quit' : 'the kill'}: ${fault}`);
  } finally {
    store.quit();
    await store.gone;
  }
}
