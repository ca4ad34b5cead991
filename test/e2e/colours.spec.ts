/** Pictures from outside, in a real window: what colour they are, what shows through them, what they may do. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { decode } from 'fast-png';
import sharp from 'sharp';
import { deltaE, PATCH, patches } from '../helpers/colours.ts';
import { patience } from '../helpers/launch-studio.ts';
import { exportPicture } from './export.ts';
import { expectSaved, layers, pageMiddle, picture } from './flow.ts';
import { oneStudio } from './one-studio.ts';

const studio = oneStudio();
const fixture = (name: string) => new URL(`../fixtures/pictures/${name}`, import.meta.url).pathname;

/** Through the studio's own dialog, which answers with these files. */
async function importFiles(...files: string[]): Promise<void> {
  await studio.app.evaluate(({ dialog }, filePaths) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths });
  }, files);
  await studio.page.getByRole('button', { name: 'Bring in pictures' }).click();
}

const exported = (name: string) => exportPicture(studio, name);

/** The page's middle as it is on the screen. */
async function onScreen(): Promise<number[]> {
  const { x, y } = await pageMiddle(studio.page);
  const { data } = decode(await studio.page.screenshot({ clip: { x: x - 2, y: y - 2, width: 4, height: 4 } }));
  return [...data.subarray(0, 3)];
}

/** The middle of the top layer's thumbnail. */
function onThumbnail(): Promise<number[]> {
  return layers(studio.page)
    .first()
    .locator('img')
    .evaluate(async (image: HTMLImageElement) => {
      await image.decode();
      const context = new OffscreenCanvas(1, 1).getContext('2d');
      if (context === null) throw new Error('no canvas');
      context.drawImage(image, image.naturalWidth / 2, image.naturalHeight / 2, 1, 1, 0, 0, 1, 1);
      return [...context.getImageData(0, 0, 1, 1).data];
    });
}

async function newProject(): Promise<void> {
  await studio.page.getByRole('button', { name: 'Project', exact: true }).click();
  await studio.page.getByRole('menuitem', { name: 'New project' }).click();
  await studio.page.getByRole('button', { name: 'Create' }).click();
  await expect(layers(studio.page)).toHaveCount(0);
}

test('the same patch is the same colour in thumbnail, canvas and export, whatever space it comes in', async () => {
  test.setTimeout(180_000 * patience);
  let count = 0;
  for (const [name, bytes] of Object.entries(await patches(128))) {
    const file = join(studio.home, name);
    writeFileSync(file, bytes);
    await importFiles(file);
    count += 1;
    await expect(layers(studio.page)).toHaveCount(count);
    await expectSaved(studio.page);
    const wanted = name.startsWith('cmyk') ? await sharp(bytes).toColourspace('srgb').raw().toBuffer() : PATCH;
    await expect.poll(async () => deltaE(await onScreen(), wanted), name).toBeLessThan(2);
    await expect.poll(async () => deltaE(await onThumbnail(), wanted), name).toBeLessThan(2);
    const { data, channels, width } = decode(await exported(`${count}.png`));
    expect(deltaE(data.subarray(channels * 64 * width), wanted), name).toBeLessThan(2);
  }
  const jpeg = await exported('all.jpg');
  expect((await sharp(jpeg).metadata()).format).toBe('jpeg');
  expect(studio.complaints).toEqual([]);
});

test('a hostile picture is refused in a sentence, and what was chosen with it comes in', async () => {
  test.setTimeout(180_000 * patience);
  await newProject();
  await importFiles(fixture('slow.svg'), fixture('iccp-bomb.png'), fixture('bmp.bmp'), fixture('svg-blur.svg'));
  await expect(studio.page.getByText(/“slow\.svg” takes too long to decode/)).toBeVisible({
    timeout: 120_000 * patience,
  });
  await expect(studio.page.getByText(/“iccp-bomb\.png” holds a profile or text/)).toBeVisible();
  await expect(studio.page.getByText(/“svg-blur\.svg” .* refused/)).toBeVisible();
  await expect(layers(studio.page)).toHaveCount(1);
  await expect.poll(async () => deltaE(await onScreen(), [200, 60, 40])).toBeLessThan(2);
});

test('what is transparent is seen so, and exported with every number that it has', async () => {
  await newProject();
  await importFiles(fixture('hidden-colour.png'));
  await expect(layers(studio.page)).toHaveCount(1);
  const show = studio.page.getByRole('button', { name: 'Show the paper' });
  await expect(show).toBeVisible();
  const before = decode(readFileSync(fixture('hidden-colour.png')));
  const bare = decode(await exported('bare.png'));
  expect([bare.width, bare.channels, bare.data]).toEqual([before.width, before.channels, before.data]);
  await show.click();
  await expect(studio.page.getByRole('button', { name: 'Hide the paper' })).toBeVisible();
  const white = decode(await exported('white.png'));
  const first = white.channels === 4 ? white.data.subarray(0, 4) : [...white.data.subarray(0, 3), 255];
  expect([...first]).toEqual([255, 255, 255, 255]);
  await studio.page.keyboard.press('Control+z');
  await expect(show).toBeVisible();
  await expectSaved(studio.page);
  await studio.restart();
  await expect(studio.page.getByRole('button', { name: 'Show the paper' })).toBeVisible();
  await expect(picture(studio.page)).toBeVisible();
});
