import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import sharp from 'sharp';
import { chooseTask, dropPicture, pageMiddle, promptField } from '../e2e/flow.ts';
import { oneStudio } from '../e2e/one-studio.ts';

/** The short moving picture of the README: a sketch and its words, and what the bundled model makes of them meanwhile. */

const out = process.env.DIMOO_SCREENSHOTS ?? '';
const studio = oneStudio();

const WIDTH = 900;
/** Pauses between two frames, in milliseconds. */
const EVERY_MS = 120;

/** Takes pictures of the window until it is told to stop. */
class Recording {
  readonly #frames: { readonly png: Buffer; readonly at: number }[] = [];
  #stopped = false;
  readonly #done: Promise<void>;

  constructor() {
    this.#done = this.#record();
  }

  async #record(): Promise<void> {
    while (!this.#stopped) {
      const at = Date.now();
      this.#frames.push({ png: await studio.page.screenshot(), at });
      await studio.page.waitForTimeout(Math.max(0, EVERY_MS - (Date.now() - at)));
    }
  }

  /** Writes an animated WebP in which a frame stays as long as it was seen. */
  async write(file: string): Promise<void> {
    this.#stopped = true;
    await this.#done;
    const shown: { readonly png: Buffer; delay: number }[] = [];
    for (const [place, { png, at }] of this.#frames.entries()) {
      const delay = (this.#frames[place + 1]?.at ?? at + 2000) - at;
      const last = shown.at(-1);
      if (last?.png.equals(png)) last.delay += delay;
      else shown.push({ png, delay });
    }
    const small = await Promise.all(shown.map(({ png }) => sharp(png).resize(WIDTH).png().toBuffer()));
    await sharp(small, { join: { animated: true } })
      .webp({ quality: 70, effort: 6, loop: 0, delay: shown.map(({ delay }) => delay) })
      .toFile(file);
  }
}

test('a sketch that is drawn live', async () => {
  test.setTimeout(300_000);
  const { app, page } = studio;
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1200, 800));
  await page.emulateMedia({ colorScheme: 'light' });
  await dropPicture(page, 'ground', 'rgb(247, 209, 23)', 1024);
  await chooseTask(page, 'Use as sketch');
  // The bundled model makes a thing of a sketch only where most of it is drawn anew.
  await page.getByRole('slider', { name: 'How much to draw anew' }).fill('85');
  await page.getByRole('button', { name: /^Paintbrush/ }).click();
  await page.getByRole('button', { name: /^Foreground colour/ }).click();
  await page.getByRole('textbox', { name: 'Colour as a number' }).fill('#e0322b');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.getByRole('application').focus();
  for (let step = 0; step < 22; step++) await page.keyboard.press(']');
  await promptField(page).fill('an apple on a yellow background');
  await page.keyboard.press('Control+L');
  await expect(page.getByRole('button', { name: 'Keep', exact: true })).toBeEnabled({ timeout: 60_000 });
  const recording = new Recording();
  await page.waitForTimeout(800);
  await paintDisk();
  await page.waitForTimeout(2500);
  for (const thing of ['a red car', 'a strawberry']) {
    await promptField(page).fill('');
    await promptField(page).pressSequentially(`${thing} on a yellow background`, { delay: 40 });
    await page.waitForTimeout(2500);
  }
  await recording.write(join(out, 'live.webp'));
});

/** A disk of paint on the left of the page, in one stroke that winds inwards. */
async function paintDisk(): Promise<void> {
  const { mouse } = studio.page;
  const middle = await pageMiddle(studio.page);
  const at = (turn: number, radius: number) =>
    [middle.x - 98 + radius * Math.cos(turn), middle.y - 23 + radius * Math.sin(turn)] as const;
  await mouse.move(...at(0, 56));
  await mouse.down();
  for (let step = 0; step <= 24; step++) await mouse.move(...at(step / 2, 56 - 1.8 * step));
  await mouse.up();
}
