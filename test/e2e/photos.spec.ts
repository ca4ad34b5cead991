import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import sharp from 'sharp';
import { saveAt } from './export.ts';
import { expectSaved, layers } from './flow.ts';
import { oneStudio } from './one-studio.ts';

/** Photos of 12 megapixels: 46 MB each where they are decoded whole. */
const WIDTH = 4000;
const HEIGHT = 3000;
const MB = 1024 * 1024;

const studio = oneStudio();

/** From now on the page knows how many bytes of decoded pictures are open, and how many were at most. */
function countPixels(page: Page): Promise<void> {
  return page.evaluate(() => {
    const counting = window as unknown as { open: number; most: number };
    counting.open = 0;
    counting.most = 0;
    const make = window.createImageBitmap;
    const close = ImageBitmap.prototype.close;
    window.createImageBitmap = (async (...args: Parameters<typeof make>) => {
      const bitmap = await make(...args);
      counting.open += bitmap.width * bitmap.height * 4;
      counting.most = Math.max(counting.most, counting.open);
      return bitmap;
    }) as typeof make;
    ImageBitmap.prototype.close = function (this: ImageBitmap) {
      counting.open -= this.width * this.height * 4;
      close.call(this);
    };
  });
}

const pixels = (page: Page) =>
  page.evaluate(() => {
    const { open, most } = window as unknown as { open: number; most: number };
    return { open, most };
  });

async function bringIn(files: readonly string[]): Promise<void> {
  const { app, page } = studio;
  const before = await layers(page).count();
  await app.evaluate(({ dialog }, filePaths) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [...filePaths] });
  }, files);
  await page.getByRole('button', { name: 'Bring in pictures' }).click();
  await expect(layers(page)).toHaveCount(before + files.length, { timeout: 120_000 });
  await expectSaved(page);
}

/** Small noise made large has what a photo has: no flat parts. */
async function photo(name: string, at: number): Promise<string> {
  const file = join(studio.home, name);
  const noise = Buffer.from(Array.from({ length: 80 * 60 * 3 }, (_, i) => (i * 7919 * (at + 3)) % 251));
  await sharp(noise, { raw: { width: 80, height: 60, channels: 3 } })
    .resize(WIDTH, HEIGHT, { kernel: at === 0 ? 'nearest' : 'cubic' })
    .toFormat(name.endsWith('.png') ? 'png' : 'jpeg')
    .toFile(file);
  return file;
}

test('eight photos of 12 megapixels are held at the size in which they are shown', async () => {
  const { page } = studio;
  const files = [await photo('first.png', 0)];
  for (let at = 1; at < 8; at++) files.push(await photo(`photo-${at}.jpg`, at));
  await countPixels(page);
  await bringIn(files);
  // Whole they are 366 MB. The first page was smaller when the first of them came: what was decoded for it goes when the view rests.
  await expect.poll(async () => (await pixels(page)).open / MB).toBeLessThan(60);
  expect((await pixels(page)).most / MB).toBeLessThan(200);
});

test('what is exported is made of the whole pictures, bit for bit', async () => {
  const { app, page, home } = studio;
  const target = join(home, 'exported.png');
  await saveAt(app, target);
  // All but the first, which lies on the page as it is.
  const hide = page.getByRole('button', { name: /^Hide photo/ });
  for (let left = 7; left > 0; left--) {
    await expect(hide).toHaveCount(left);
    await hide.first().click();
  }
  await page.getByRole('button', { name: 'Export the picture' }).click();
  await expect(page.getByText('Picture exported.')).toBeVisible({ timeout: 60_000 });
  const raw = (file: string | Buffer) => sharp(file).removeAlpha().raw().toBuffer();
  const [was, is] = [await raw(join(home, 'first.png')), await raw(readFileSync(target))];
  expect(is.equals(was)).toBe(true);
});

test('seen pixel by pixel a picture is whole on the screen, and coarse again where it is seen as a whole', async () => {
  const { page } = studio;
  const open = async () => (await pixels(page)).open / MB;
  await page.getByRole('button', { name: 'Actual size' }).click();
  await expect.poll(open).toBeGreaterThan(45);
  await page.getByRole('button', { name: 'Fit the page' }).click();
  // What nobody uses is kept for an undo, within its own bound.
  await expect.poll(open).toBeLessThan(192 + 60);
});
