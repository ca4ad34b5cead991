import { expect, type Page, test } from '@playwright/test';
import { decode } from 'fast-png';
import { patience } from '../helpers/launch-studio.ts';
import { exportPicture } from './export.ts';
import {
  candidate,
  drawPicture,
  expectSaved,
  layers,
  paintAcross,
  picture,
  promptField,
  retouch,
  tab,
} from './flow.ts';
import { oneStudio } from './one-studio.ts';

const studio = oneStudio();

/** The visible picture through the studio's own export; the dialog answers with `name` in the test's folder. */
async function exported(name: string) {
  const { width, height, channels, data } = decode(await exportPicture(studio, name));
  return { width, height, channels, data };
}

/** Of the view, what shows the tint of what is painted. */
function tintedShare(page: Page): Promise<number> {
  return picture(page).evaluate((region) => {
    const top = region.querySelector<HTMLCanvasElement>('canvas[data-shows=region]');
    const context = top?.getContext('2d');
    if (top == null || context == null) throw new Error('The picture has no canvas.');
    const { data } = context.getImageData(0, 0, top.width, top.height);
    let tinted = 0;
    for (let at = 0; at < data.length; at += 4) {
      const [red = 0, green = 0, , opacity = 0] = data.subarray(at, at + 4);
      if (red > 200 && green < 100 && opacity > 60 && opacity < 160) tinted += 1;
    }
    return tinted / (data.length / 4);
  });
}

/** Rows of the page in which any pixel differs. */
function changedRows(a: Awaited<ReturnType<typeof exported>>, b: Awaited<ReturnType<typeof exported>>): number[] {
  expect([b.width, b.height, b.channels]).toEqual([a.width, a.height, a.channels]);
  const stride = a.width * a.channels;
  const rows = Array.from({ length: a.height }, (_, row) => row);
  return rows.filter((row) => {
    const from = row * stride;
    return Buffer.compare(
      Buffer.from(a.data.subarray(from, from + stride)),
      Buffer.from(b.data.subarray(from, from + stride)),
    );
  });
}

test('only the painted part is drawn anew; Enter accepts it as a layer, undo takes it back', async () => {
  const { page } = studio;
  await drawPicture(page, 'a red circle on a yellow background');
  const before = await exported('before.png');
  await paintAcross(page);
  await promptField(page).fill('a blue square');
  await retouch(page).click();
  await expect(candidate(page)).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press('Enter');
  await expect(layers(page)).toHaveCount(2);
  await expectSaved(page);
  const after = await exported('after.png');
  const rows = changedRows(before, after);
  expect(rows.length).toBeGreaterThan(0);
  // The stroke lies across the middle: far above and below it nothing may change.
  expect(rows[0]).toBeGreaterThan(before.height * 0.3);
  expect(rows.at(-1)).toBeLessThan(before.height * 0.7);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(layers(page)).toHaveCount(1);
  expect(changedRows(before, await exported('undone.png'))).toEqual([]);
});

/** A picture of what no longer changes. */
async function standing(look: () => Promise<Buffer>): Promise<Buffer> {
  let last = await look();
  await expect
    .poll(async () => {
      const before = last;
      last = await look();
      return last.equals(before);
    })
    .toBe(true);
  return last;
}

test('a mask of the history is painted again; a waiting retouch is hidden by a held key and outlives a reload', async () => {
  const { page } = studio;
  await page.getByRole('button', { name: 'Clear the region' }).click();
  await expect(retouch(page)).toBeHidden();
  await tab(page, 'History').click();
  await page.getByRole('button', { name: 'Use this region' }).first().click();
  await expect(retouch(page)).toBeVisible();
  await tab(page, 'Layers').click();
  await promptField(page).fill('a blue square');
  await retouch(page).click();
  await expect(candidate(page)).toBeVisible();
  const look = (change: 'down' | 'up') =>
    page.keyboard[change]('c').then(() => standing(() => picture(page).screenshot()));
  // On a busy machine the picture itself comes a while after its heading.
  await expect(async () => {
    const [below, shown] = [await look('down'), await look('up')];
    expect(shown.equals(below)).toBe(false);
    expect((await look('down')).equals(below)).toBe(true);
    expect((await look('up')).equals(shown)).toBe(true);
  }).toPass({ timeout: 20_000 * patience });
  await page.reload();
  await expect(candidate(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(retouch(page)).toBeVisible();
});

test('Escape drops a retouch; the picture and the mask stay', async () => {
  const { page } = studio;
  await expect(retouch(page)).toBeVisible(); // undo brought the region back
  await promptField(page).fill('a green star');
  await retouch(page).click();
  await expect(candidate(page)).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press('Escape');
  await expect(retouch(page)).toBeVisible();
  await expect(layers(page)).toHaveCount(1);
});

test('nothing is redrawn where a protected layer shows, and all may be again when it is not', async () => {
  const { page } = studio;
  await layers(page).first().click();
  await page.getByRole('button', { name: 'Protect from redrawing' }).click();
  await expect(layers(page).getByRole('img', { name: 'Protected from redrawing' })).toBeVisible();
  await expectSaved(page);
  await page.reload();
  // What is painted there does not look as if it were to be redrawn.
  await expect.poll(() => tintedShare(page)).toBe(0);
  await retouch(page).click();
  await expect(page.getByText('All that is marked is protected')).toBeVisible();
  await expect(layers(page)).toHaveCount(1);
  await layers(page).first().click();
  await page.getByRole('button', { name: 'Allow redrawing' }).click();
  await expect.poll(() => tintedShare(page)).toBeGreaterThan(0.001);
  await retouch(page).click();
  await expect(candidate(page)).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press('Escape');
});
