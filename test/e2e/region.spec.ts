import { expect, type Page, test } from '@playwright/test';
import { decode } from 'fast-png';
import { rasteriseRegion } from '../../renderer/document/region-raster.ts';
import { keptRegion } from '../helpers/kept-document.ts';
import { exportPicture } from './export.ts';
import {
  candidate,
  drawPicture,
  dropPicture,
  expectSaved,
  layers,
  pageMiddle,
  picture,
  promptField,
  retouch,
} from './flow.ts';
import { oneStudio } from './one-studio.ts';

const studio = oneStudio();

/** CSS pixels from the middle of the page. */
type Way = readonly (readonly [x: number, y: number])[];

/** Drags from the first place to the last. Keys are held from before the press. */
async function drag(page: Page, [first, ...rest]: Way, keys: readonly string[] = []): Promise<void> {
  const middle = await pageMiddle(page);
  const go = ([x, y]: readonly [number, number]) => page.mouse.move(middle.x + x, middle.y + y, { steps: 3 });
  if (first === undefined) return;
  await go(first);
  for (const key of keys) await page.keyboard.down(key);
  await page.mouse.down();
  for (const place of rest) await go(place);
  await page.mouse.up();
  for (const key of keys) await page.keyboard.up(key);
}

async function click(page: Page, x: number, y: number): Promise<void> {
  const middle = await pageMiddle(page);
  await page.mouse.click(middle.x + x, middle.y + y);
}

/** The steps of the region as the store has them. */
async function steps(): Promise<string[]> {
  await expectSaved(studio.page);
  return keptRegion(studio.home).map((step) => `${step.kind}${'operation' in step ? ` ${step.operation}` : ''}`);
}

async function middleOf(page: Page): Promise<Buffer> {
  const { x, y } = await pageMiddle(page);
  return page.screenshot({ clip: { x: x - 150, y: y - 150, width: 300, height: 300 } });
}

/** The middle of the page as it looks once it changes no more. The lines of the cells come some time after the region. */
async function settledLook(): Promise<Buffer> {
  let before = await middleOf(studio.page);
  const next = async () => {
    // The first look of a poll comes at once.
    await studio.page.waitForTimeout(600);
    const now = await middleOf(studio.page);
    const same = now.equals(before);
    before = now;
    return same;
  };
  await expect.poll(next, { intervals: [1] }).toBe(true);
  return before;
}

const exported = async (name: string) => decode(await exportPicture(studio, name));

test('marquee, lasso and wand mark, add and take away, each in one undo step', async () => {
  const { page } = studio;
  await drawPicture(page, 'a red circle on a yellow background');
  await dropPicture(page, 'teal', 'teal', 120);
  await page.getByRole('application').focus();
  await page.keyboard.press('m');
  await drag(page, [
    [-100, -80],
    [100, 80],
  ]);
  await expect(retouch(page)).toBeVisible();
  expect(await steps()).toEqual(['rectangle add']);
  await page.keyboard.press('l');
  await drag(
    page,
    [
      [-20, -20],
      [20, -20],
      [20, 20],
      [-20, 20],
    ],
    ['Alt'],
  );
  expect(await steps()).toEqual(['rectangle add', 'polygon subtract']);
  await page.keyboard.press('w');
  await page.keyboard.down('Shift');
  await click(page, 0, 0);
  await page.keyboard.up('Shift');
  await expect.poll(steps).toEqual(['rectangle add', 'polygon subtract', 'picture add']);
  for (const left of [2, 1, 0]) {
    await page.keyboard.press('Control+z');
    await expect.poll(async () => (await steps()).length).toBe(left);
  }
});

test('corners of the lasso are taken back by Backspace, dropped by Escape and closed by Enter', async () => {
  const { page } = studio;
  await page.getByRole('application').focus();
  await page.keyboard.press('l');
  await page.keyboard.press('Shift+L');
  await expect(page.getByRole('radio', { name: 'Corners' })).toBeChecked();
  const corners = async () => {
    for (const [x, y] of [
      [-60, -60],
      [60, -60],
      [60, 60],
      [0, 90],
    ] as const) {
      await click(page, x, y);
    }
  };
  await corners();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  expect(await steps()).toEqual([]);
  await corners();
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Enter');
  await expect.poll(steps).toEqual(['polygon add']);
  expect(await layers(page).count()).toBe(2);
  await page.keyboard.press('Shift+L');
  await page.keyboard.press('m');
  await click(page, 150, 150);
  await expect.poll(steps).toEqual([]);
});

test('the keys of the region: all, none, again, inverted, feathered, shown otherwise', async () => {
  const { page } = studio;
  await page.getByRole('application').focus();
  await page.keyboard.press('Control+a');
  await expect.poll(steps).toEqual(['rectangle add']);
  await page.keyboard.press('Control+d');
  await expect.poll(steps).toEqual([]);
  await page.keyboard.press('Control+Shift+d');
  await expect.poll(steps).toEqual(['rectangle add']);
  await page.keyboard.press('Control+Shift+i');
  await expect.poll(steps).toEqual(['rectangle add', 'invert']);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Shift+F6');
  const dialog = page.getByRole('dialog', { name: 'Feather the region' });
  await dialog.getByRole('textbox', { name: 'Pixels' }).fill('20');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect.poll(steps).toEqual(['rectangle add', 'feather']);
  expect(keptRegion(studio.home)).toMatchObject([{}, { radius: 20 }]);
  await page.keyboard.press('Control+z');
  await page.getByRole('button', { name: 'Region', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Shrink…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Shrink' }).click();
  await expect.poll(steps).toEqual(['rectangle add', 'grow']);
  await page.getByRole('application').focus();
  const tinted = await settledLook();
  await page.keyboard.press('q');
  await expect.poll(async () => (await settledLook()).equals(tinted)).toBe(false);
  await page.keyboard.press('q');
  await expect.poll(async () => (await settledLook()).equals(tinted)).toBe(true);
  await page.keyboard.press('Control+d');
});

test('ants march around the region, and stand where the system asks for no motion', async () => {
  const { page } = studio;
  await page.keyboard.press('Control+Shift+d');
  await page.keyboard.press('q');
  // They march along the edges of the page.
  await page.waitForTimeout(1000);
  const still = await picture(page).screenshot();
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await expect.poll(async () => (await picture(page).screenshot()).equals(still)).toBe(false);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.keyboard.press('q');
  await page.keyboard.press('Control+d');
});

test('a saved region is there again after a restart of the window', async () => {
  const { page } = studio;
  await page.keyboard.press('m');
  await drag(page, [
    [-80, -60],
    [80, 60],
  ]);
  const saved = page.getByRole('dialog', { name: 'Saved regions' });
  const open = async () => {
    await page.getByRole('button', { name: 'Region', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Saved regions…' }).click();
  };
  await open();
  await saved.getByRole('textbox', { name: 'Name' }).fill('Middle');
  await saved.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(saved.getByText('Middle', { exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+d');
  await expectSaved(page);
  await page.reload();
  await expectSaved(page);
  await open();
  await saved.getByRole('button', { name: 'Use Middle' }).click();
  await expect.poll(steps).toEqual(['picture add']);
  await expect(retouch(page)).toBeVisible();
  await page.getByRole('application').focus();
  await page.keyboard.press('Control+d');
  await open();
  await saved.getByRole('button', { name: 'Delete Middle' }).click();
  await expect(saved.getByText('No region is saved yet.')).toBeVisible();
  await page.keyboard.press('Escape');
});

test('a gesture beside the page says that it marks nothing', async () => {
  const { page } = studio;
  await page.keyboard.press('m');
  const { x, y } = await pageMiddle(page);
  await drag(page, [
    [8 - x + 60, 0],
    [8 - x + 75, 20],
  ]);
  expect(y).toBeGreaterThan(0);
  await expect(page.getByText('This marks nothing')).toBeVisible();
  expect(await steps()).toEqual([]);
});

test('a retouch of a marked, cut and feathered part changes nothing outside of it', async () => {
  const { page } = studio;
  const before = await exported('before.png');
  await page.keyboard.press('m');
  await drag(page, [
    [-70, -50],
    [70, 50],
  ]);
  await page.keyboard.press('l');
  await drag(
    page,
    [
      [-70, -50],
      [0, -50],
      [0, 0],
      [-70, 0],
    ],
    ['Alt'],
  );
  await page.keyboard.press('Shift+F6');
  await page.getByRole('textbox', { name: 'Pixels' }).fill('9');
  await page.keyboard.press('Enter');
  await expect.poll(steps).toEqual(['rectangle add', 'polygon subtract', 'feather']);
  const { width, height, channels } = before;
  const mask = rasteriseRegion(keptRegion(studio.home), width, height);
  await promptField(page).fill('a blue square');
  await retouch(page).click();
  await expect(candidate(page)).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press('Enter');
  await expect(layers(page)).toHaveCount(3);
  await expectSaved(page);
  const after = await exported('after.png');
  const changed = { inside: 0, outside: 0 };
  for (let at = 0; at < before.data.length; at++) {
    if (before.data[at] === after.data[at]) continue;
    changed[mask?.values[Math.floor(at / channels)] ? 'inside' : 'outside'] += 1;
  }
  expect(changed.inside).toBeGreaterThan(0);
  expect(changed.outside).toBe(0);
});
