import { tab } from '../e2e/flow.ts';
import { freshHome, launchStudio, removeHome, type Studio } from '../helpers/launch-studio.ts';
import { fillProject } from '../helpers/many-pictures.ts';
import { answered, clickToDetails, countCalls, extent, NoAnswer, scrollFrames, takeCalls } from './in-page.ts';
import { memoryOf } from './memory.ts';

const REST_SECONDS = 5;
const CLICKS = 5;

/** Null: the window gave no answer in time. */
export interface GalleryNumbers {
  readonly pictures: number;
  /** Store calls a second while nobody does anything. */
  readonly restCalls: number | null;
  /** 95 of 100 frames take at most so many milliseconds while scrolling. */
  readonly frame: number | null;
  /** Milliseconds, the median of five. */
  readonly click: number | null;
  /** Of the window's process, in bytes, when the gallery was opened, and after scrolling far. */
  readonly opened: number | null;
  readonly scrolled: number | null;
  readonly cells: number | null;
  /** CSS pixels that the gallery reached by scrolling. */
  readonly reached: number | null;
}

/** A gallery of so many pictures, in a window of its own on data of its own. */
export async function measureGallery(pictures: number, farSeconds: number): Promise<GalleryNumbers> {
  const home = freshHome();
  try {
    await fillProject(home, pictures);
    const studio = await launchStudio({ home });
    try {
      return { pictures, ...(await measure(studio, farSeconds)) };
    } finally {
      await studio.quit().catch(() => undefined);
    }
  } finally {
    removeHome(home);
  }
}

async function measure({ app, page }: Studio, farSeconds: number) {
  await tab(page, 'Gallery').click({ timeout: 60_000 });
  await page.locator('.tile').first().waitFor({ timeout: 60_000 });
  await countCalls(page);
  await page.waitForTimeout(2000);
  const opened = await unlessSilent(() => memoryOf(app));
  // As an artist comes to many pictures: by scrolling.
  await unlessSilent(() => far(page, farSeconds));
  await unlessSilent(() => takeCalls(page));
  await page.waitForTimeout(REST_SECONDS * 1000);
  const calls = await unlessSilent(() => takeCalls(page));
  const frame = await unlessSilent(() => scrollFrames(page, -40, 180));
  const click = await unlessSilent(() => medianClick(page));
  const place = await unlessSilent(() => extent(page));
  return {
    restCalls: calls && Object.values(calls).reduce((sum, count) => sum + count, 0) / REST_SECONDS,
    frame,
    click,
    opened,
    scrolled: await unlessSilent(() => memoryOf(app)),
    cells: place?.cells ?? null,
    reached: place?.height ?? null,
  };
}

async function far(page: Studio['page'], seconds: number): Promise<void> {
  const until = Date.now() + seconds * 1000;
  while (Date.now() < until) await answered(scrollFrames(page, 3000, 10));
}

async function medianClick(page: Studio['page']): Promise<number> {
  const times: number[] = [];
  for (let click = 0; click < CLICKS; click++) {
    // A list that has just been scrolled takes no click for a moment.
    await page.waitForTimeout(600);
    times.push(await clickToDetails(page));
  }
  return times.sort((a, b) => a - b)[Math.floor(CLICKS / 2)] ?? 0;
}

async function unlessSilent<T>(measure: () => Promise<T>): Promise<T | null> {
  try {
    return await measure();
  } catch (error) {
    if (error instanceof NoAnswer) return null;
    throw error;
  }
}
