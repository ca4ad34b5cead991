import type { Page } from '@playwright/test';
import { dropPicture, layers, pageMiddle } from '../e2e/flow.ts';
import { freshHome, launchStudio, removeHome } from '../helpers/launch-studio.ts';
import { countFrames, slowestFrame } from './frames.ts';

const SIDE = 2048;
/** CSS pixels on both sides of the middle. */
const REACH = 150;
const STROKES = 3;
const MOVES = 60;

export interface BrushNumbers {
  readonly layers: number;
  /** Milliseconds between frames while a brush paints, the slowest of twenty left out. */
  readonly frame: number;
}

/** Paints over pictures of 2048 x 2048 that lie on each other, the topmost in a mode that needs those below. */
export async function measureBrush(count: number): Promise<BrushNumbers> {
  const home = freshHome();
  const { page, quit } = await launchStudio({ home });
  try {
    await page.getByRole('button', { name: 'Bring in pictures' }).waitFor({ timeout: 60_000 });
    for (let at = 0; at < count; at++) {
      await dropPicture(page, `layer ${at}`, `hsl(${at * 40} 60% 50% / 60%)`, SIDE);
      await layers(page).nth(at).waitFor({ timeout: 60_000 });
    }
    await page.getByRole('application').focus();
    await page.keyboard.press('p');
    return { layers: count, frame: await paint(page) };
  } finally {
    await quit().catch(() => undefined);
    removeHome(home);
  }
}

async function paint(page: Page): Promise<number> {
  const middle = await pageMiddle(page);
  await countFrames(page);
  for (let stroke = 0; stroke < STROKES; stroke++) {
    const y = middle.y - 60 + 30 * stroke;
    await page.mouse.move(middle.x - REACH, y);
    await page.mouse.down();
    for (let at = 1; at <= MOVES; at++)
      await page.mouse.move(middle.x - REACH + (2 * REACH * at) / MOVES, y + (at % 7));
    await page.mouse.up();
  }
  return slowestFrame(page);
}
