import type { Page } from '@playwright/test';
import { median } from '../../main/engine/bench/measure.ts';
import { dropPicture, expectSaved, layers, pageMiddle, picture } from '../e2e/flow.ts';
import { freshHome, launchStudio, removeHome, type Studio } from '../helpers/launch-studio.ts';
import { countFrames, middleColour, pressToColour, slowestFrame } from './frames.ts';
import { memoryOf } from './memory.ts';

/** A document with many layers: how it moves under the hand, opens, is undone, and what a long day takes of memory. */

const SIDE = 1024;

/** Opens a studio, and closes it whatever happens. */
async function inStudio<T>(work: (studio: Studio) => Promise<T>): Promise<T> {
  const home = freshHome();
  const studio = await launchStudio({ home });
  try {
    await studio.page.getByRole('button', { name: 'Bring in pictures' }).waitFor({ timeout: 60_000 });
    return await work(studio);
  } finally {
    await studio.quit().catch(() => undefined);
    removeHome(home);
  }
}

async function fill(page: Page, count: number): Promise<void> {
  for (let at = 0; at < count; at++) {
    await dropPicture(page, `layer ${at}`, `hsl(${at * 37} 60% 50% / 40%)`, SIDE);
    await layers(page).nth(at).waitFor({ timeout: 60_000 });
  }
}

export interface ViewNumbers {
  readonly layers: number;
  /** Milliseconds between frames while the page is moved, and while it is zoomed; the slowest of twenty left out. */
  readonly pan: number;
  readonly zoom: number;
}

/** Moves and zooms a page of so many translucent pictures. */
export function measureView(count: number): Promise<ViewNumbers> {
  return inStudio(async ({ page }) => {
    await fill(page, count);
    await page.getByRole('application').focus();
    const { x, y } = await pageMiddle(page);
    await page.keyboard.down('Space');
    await page.mouse.move(x, y);
    await page.mouse.down();
    await countFrames(page);
    for (let at = 0; at < 120; at++) await page.mouse.move(x + 150 * Math.sin(at / 8), y + 100 * Math.cos(at / 8));
    const pan = await slowestFrame(page);
    await page.mouse.up();
    await page.keyboard.up('Space');
    await countFrames(page);
    for (let at = 0; at < 60; at++) {
      await picture(page).dispatchEvent('wheel', {
        ...{ deltaY: at % 20 < 10 ? -40 : 40, ctrlKey: true, clientX: x, clientY: y },
        ...{ bubbles: true, cancelable: true },
      });
      await page.waitForTimeout(16);
    }
    return { layers: count, pan, zoom: await slowestFrame(page) };
  });
}

/** Milliseconds from a click on a project of so many layers in the menu until its page is shown as it was left. */
export function measureOpening(count: number): Promise<number | null> {
  return inStudio(async ({ page }) => {
    await page.getByRole('textbox', { name: 'Project name' }).fill('Many layers');
    await page.keyboard.press('Enter');
    await fill(page, count);
    await expectSaved(page);
    const colour = await middleColour(page);
    const menu = page.getByRole('button', { name: 'Project', exact: true });
    await menu.click();
    await page.getByRole('menuitem', { name: 'New project' }).click();
    await page.getByRole('button', { name: 'Create' }).click();
    await page.waitForTimeout(1000);
    await menu.click();
    const item = page.getByRole('menuitem', { name: /^Many layers/ });
    await item.waitFor();
    return pressToColour(page, () => item.click(), colour);
  });
}

/**
 * Milliseconds from Ctrl+Z until the page shows it, for strokes, opacity, moves, fills and hidden layers over many pictures:
 * the slowest of them.
 */
export function measureUndo(count: number): Promise<{ readonly steps: number; readonly slowest: number | null }> {
  return inStudio(async ({ page }) => {
    await fill(page, count);
    const { x, y } = await pageMiddle(page);
    await page.getByRole('application').focus();
    let steps = 0;
    for (let at = 0; at < 12; at++) {
      await page.keyboard.press('p');
      await page.keyboard.press('x');
      await page.mouse.move(x - 60, y);
      await page.mouse.down();
      await page.mouse.move(x + 60, y, { steps: 6 });
      await page.mouse.up();
      steps += 1;
    }
    await page.keyboard.press('v');
    for (const digit of ['3', '8', '5']) {
      await page.keyboard.press(digit);
      // Two digits in a row are one number.
      await page.waitForTimeout(1200);
      steps += 1;
    }
    await expectSaved(page);
    const times: (number | null)[] = [];
    for (let step = 0; step < steps; step++) {
      times.push(await pressToColour(page, () => page.keyboard.press('Control+z')));
    }
    const known = times.filter((time): time is number => time !== null);
    return { steps, slowest: known.length < times.length ? null : Math.max(...known) };
  });
}

export interface DayNumbers {
  /** Bytes after the first hundred strokes, after all of them, and after the undos. */
  readonly early: number;
  readonly painted: number;
  readonly undone: number;
}

/** Paints so many strokes and takes some of them back. */
export function measureDay(strokes: number, undos: number): Promise<DayNumbers> {
  return inStudio(async ({ app, page }) => {
    await fill(page, 2);
    const { x, y } = await pageMiddle(page);
    await page.getByRole('application').focus();
    await page.keyboard.press('p');
    const paint = async (from: number, to: number) => {
      for (let at = from; at < to; at++) {
        const [left, top] = [x - 180 + ((at * 37) % 300), y - 180 + ((at * 53) % 340)];
        await page.mouse.move(left, top);
        await page.mouse.down();
        await page.mouse.move(left + 50, top + 20, { steps: 4 });
        await page.mouse.up();
      }
      await expectSaved(page);
      // What is no longer needed is given back after a moment.
      await page.waitForTimeout(4000);
      return median([await memoryOf(app), await memoryOf(app), await memoryOf(app)]);
    };
    const early = await paint(0, 100);
    const painted = await paint(100, strokes);
    for (let at = 0; at < undos; at++) await page.keyboard.press('Control+z');
    await expectSaved(page);
    await page.waitForTimeout(4000);
    return { early, painted, undone: await memoryOf(app) };
  });
}
