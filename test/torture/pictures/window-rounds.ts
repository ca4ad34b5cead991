import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freshHome, removeHome, type Studio } from '../../helpers/launch-studio.ts';
import { Chance } from '../chance.ts';
import type { Rounds, Settings, Verdict } from '../rounds.ts';
import { complaintAbout } from '../sentence.ts';
import { forgetPeak, peakOf } from '../services.ts';
import { makePipe } from '../trees.ts';
import { dropFiles, killStudio, layerNames, openStudio, pidOf, untilSaved } from '../window/studio.ts';
import { mutatedPicture, type Seeds } from './mutated.ts';
import { makeSeeds } from './seeds.ts';

/** What one picture may take in the window. */
const LIMIT_MS = 25_000;
const MOST_MEGABYTES = 1500;
/** So many pictures come into one window; then another one is opened. */
const PER_WINDOW = 100;
/** Every so many-th round a sound picture must come in as well. */
const CONTROL = 10;

/** Mutated pictures dropped on the page of the real window, or chosen in its dialog. */
export async function windowPictureRounds({ seed, model }: Settings): Promise<Rounds> {
  const seeds = await makeSeeds(model);
  let window: { studio: Studio; used: number } | undefined;
  const close = async () => {
    if (window === undefined) return;
    await killStudio(window.studio);
    removeHome(window.studio.home);
    window = undefined;
  };
  const play = async (round: number, folder: string): Promise<Verdict> => {
    if (window !== undefined && window.used >= PER_WINDOW) await close();
    window ??= { studio: await openStudio(freshHome()), used: 0 };
    window.used += 1;
    const verdict = await playOne(window.studio, seeds, new Chance(seed, round), folder, round % CONTROL === 0);
    if (verdict.faults.length > 0) await close();
    return verdict;
  };
  return { play, end: close };
}

interface Given {
  readonly what: string;
  readonly bytes: Uint8Array | null;
  readonly path: string;
}

async function playOne(
  studio: Studio,
  seeds: Seeds,
  chance: Chance,
  folder: string,
  control: boolean,
): Promise<Verdict> {
  const given =
    chance.happens(0.04) && process.platform !== 'win32'
      ? strangeFile(folder, chance)
      : writtenPicture(seeds, folder, chance);
  const processes = await Promise.all(
    (['main', 'store', 'window'] as const).map(async (part) => ({ part, pid: (await pidOf(studio, part)) ?? 0 })),
  );
  for (const { pid } of processes) forgetPeak(pid);
  const held = new Map(processes.map(({ part, pid }) => [part, peakOf(pid) ?? 0]));
  const before = await layerNames(studio.page);
  const byDialog = given.bytes === null || chance.happens(0.15);
  const faults: string[] = [];
  let outcome = 'stuck';
  try {
    if (byDialog) await choose(studio, given.path);
    else
      await dropFiles(studio.page, [
        { name: given.path.slice(folder.length + 1), bytes: given.bytes ?? new Uint8Array() },
      ]);
    const came = await settled(studio, before.length);
    outcome = came.outcome;
    faults.push(...came.faults);
    if (outcome === 'accepted') await takeBack(studio, before.length);
    await dismissAll(studio);
    if (control) faults.push(...(await soundComesIn(studio, seeds, before.length)));
    const after = await layerNames(studio.page);
    if (after.join() !== before.join()) faults.push(`the layers were ${before.join()} and are ${after.join()}`);
  } catch (error) {
    faults.push(`${String(error).slice(0, 400)}; log: ${studio.log.slice(-5).join(' | ')}`);
  }
  for (const { part, pid } of processes) {
    const more = (peakOf(pid) ?? 0) - (held.get(part) ?? 0);
    if (more > MOST_MEGABYTES) faults.push(`${part} took ${more} MB more`);
  }
  if (faults.length > 0)
    await studio.page.screenshot({ path: join(folder, 'window.png'), timeout: 5000 }).catch(() => undefined);
  return {
    what: `${byDialog ? 'chosen' : 'dropped'}: ${given.what}`,
    outcome: faults.length > 0 ? 'fault' : outcome,
    faults,
  };
}

function writtenPicture(seeds: Seeds, folder: string, chance: Chance): Given {
  const { bytes, what, ending } = mutatedPicture(seeds, chance);
  const path = join(folder, `picture.${ending}`);
  writeFileSync(path, bytes);
  return { what, bytes, path };
}

function strangeFile(folder: string, chance: Chance): Given {
  const path = join(folder, 'picture.png');
  const what = chance.pick(['pipe', 'folder', 'nothing', 'link to itself', 'link to a device'] as const);
  if (what === 'pipe') makePipe(path);
  if (what === 'folder') mkdirSync(path);
  if (what === 'link to itself') symlinkSync(path, path);
  if (what === 'link to a device') symlinkSync('/dev/zero', path);
  return { what: `a ${what}`, bytes: null, path };
}

/** The system's dialog answers with this file. */
async function choose({ app, page }: Studio, path: string): Promise<void> {
  await app.evaluate(({ dialog }, file) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [file] });
  }, path);
  await page.getByRole('button', { name: 'Bring in pictures' }).first().click();
}

/** One layer more, or one sentence. */
async function settled({ page }: Studio, before: number): Promise<{ outcome: string; faults: string[] }> {
  const alerts = page.getByRole('alert');
  const start = performance.now();
  while (performance.now() - start < LIMIT_MS) {
    if ((await layerNames(page)).length > before) return { outcome: 'accepted', faults: [] };
    const texts = (await alerts.allInnerTexts()).map((text) => text.trim()).filter((text) => text !== '');
    if (texts.length > 0) {
      const faults = texts.length > 1 ? [`${texts.length} sentences: ${texts.join(' / ').slice(0, 300)}`] : [];
      for (const message of texts) {
        const complaint = complaintAbout({ kind: 'bad-picture', message, retryable: false });
        if (complaint !== null) faults.push(complaint);
        if (/Something in the studio broke|did not understand/.test(message))
          faults.push(`a bug and no refusal: ${message}`);
      }
      return { outcome: 'refused', faults };
    }
    await sleep(25);
  }
  return { outcome: 'stuck', faults: [`neither a layer nor a sentence within ${LIMIT_MS / 1000} s`] };
}

async function takeBack({ page }: Studio, count: number): Promise<void> {
  await untilSaved(page);
  for (let tries = 0; tries < 3 && (await layerNames(page)).length > count; tries += 1) {
    await page.getByRole('button', { name: 'Undo' }).click();
    for (let waited = 0; waited < 3000 && (await layerNames(page)).length > count; waited += 50) await sleep(50);
  }
}

/** Sentences stay until they are read. */
async function dismissAll({ page }: Studio): Promise<void> {
  const alerts = page.getByRole('alert');
  for (let tries = 0; tries < 20 && (await alerts.count()) > 0; tries += 1) {
    await alerts
      .first()
      .getByRole('button')
      .last()
      .click({ timeout: 5000 })
      .catch(() => undefined);
    await sleep(50);
  }
}

async function soundComesIn(studio: Studio, seeds: Seeds, before: number): Promise<string[]> {
  await dropFiles(studio.page, [{ name: 'sound.png', bytes: seeds.get('png') ?? new Uint8Array() }]);
  const { outcome, faults } = await settled(studio, before);
  if (outcome === 'accepted') await takeBack(studio, before);
  await dismissAll(studio);
  return outcome === 'accepted' ? faults : [...faults, 'a sound picture does not come in afterwards'];
}
