import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { decode } from 'fast-png';
import { keptDocument } from '../helpers/kept-document.ts';
import { exportPicture } from './export.ts';
import { expectSaved, layers, pageMiddle, picture, promptField } from './flow.ts';
import { oneStudio } from './one-studio.ts';
import { movePen, type PenPlace } from './pen.ts';
import { pidOf } from './service-pid.ts';

const studio = oneStudio();

/** Paints a stroke; done when it is on disk. */
async function pen(page: Page, places: readonly PenPlace[], end: 'up' | 'cancel' = 'up'): Promise<void> {
  const before = keptDocument(studio.home);
  await movePen(page, places, end);
  await expect.poll(() => keptDocument(studio.home)).not.toBe(before);
  await expectSaved(page);
}

type Rgb = readonly [red: number, green: number, blue: number];

async function exported(name: string) {
  const { width, height, data, channels } = decode(await exportPicture(studio, name));
  const at = (x: number, y: number): Rgb => {
    const start = channels * (Math.floor(y) * width + Math.floor(x));
    return [data[start] ?? 0, data[start + 1] ?? 0, data[start + 2] ?? 0];
  };
  /** The number of dark pixels in a column. */
  const darkIn = (x: number) => {
    let count = 0;
    for (let y = 0; y < height; y++) if (at(x, y)[0] < 128) count++;
    return count;
  };
  return { width, height, at, darkIn, data };
}

const line = (from: number, to: number, pressureOf: (t: number) => number): PenPlace[] =>
  Array.from({ length: 21 }, (_, i) => ({ x: from + ((to - from) * i) / 20, y: 0, pressure: pressureOf(i / 20) }));

test('a pen paints on a layer that appears by itself, thicker where it presses, in one undo step', async () => {
  const { page } = studio;
  await expect(promptField(page)).toBeVisible();
  await page.getByRole('application').focus();
  await page.keyboard.press('p');
  await pen(
    page,
    line(-150, 150, (t) => 0.1 + 0.9 * t),
  );
  await expect(layers(page)).toHaveCount(1);
  await expectSaved(page);
  const shown = await exported('pressure.png');
  const middle = shown.width / 2;
  const [left, right] = [shown.darkIn(middle - 150), shown.darkIn(middle + 150)];
  expect(left).toBeGreaterThan(0);
  expect(right).toBeGreaterThan(2 * left);
  // No gap anywhere along the line.
  for (let x = middle - 200; x <= middle + 200; x++) expect(shown.darkIn(x)).toBeGreaterThan(0);
  await page.keyboard.press('Control+z');
  await expect(layers(page)).toHaveCount(0);
  await page.keyboard.press('Control+Shift+z');
  await expect(layers(page)).toHaveCount(1);
  const again = await exported('again.png');
  expect(Buffer.from(again.data).equals(Buffer.from(shown.data))).toBe(true);
});

test('a further stroke goes on the same layer; a light tap and a pen that the system takes away are not lost', async () => {
  const { page } = studio;
  const before = await exported('before.png');
  await pen(page, [{ x: 0, y: -100, pressure: 0 }]);
  await pen(
    page,
    [
      { x: 60, y: -100, pressure: 1 },
      { x: 80, y: -100, pressure: 1 },
    ],
    'cancel',
  );
  await expectSaved(page);
  await expect(layers(page)).toHaveCount(1);
  const after = await exported('after.png');
  expect(Buffer.from(after.data).equals(Buffer.from(before.data))).toBe(false);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  const undone = await exported('undone.png');
  expect(Buffer.from(undone.data).equals(Buffer.from(before.data))).toBe(true);
});

test('a stroke that is not finished is not said to be saved', async () => {
  const { page } = studio;
  const before = keptDocument(studio.home);
  const { x, y } = await pageMiddle(page);
  await page.mouse.move(x - 40, y + 160);
  await page.mouse.down();
  await page.mouse.move(x + 40, y + 160, { steps: 3 });
  await expect(page.getByText('Saving…', { exact: true })).toBeVisible();
  await page.mouse.up();
  await expectSaved(page);
  expect(keptDocument(studio.home)).not.toBe(before);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expectSaved(page);
});

test('a mouse has no pressure, so that its stroke is as wide as the ring of the brush', async () => {
  const { page } = studio;
  const before = await exported('no-mouse.png');
  const { x, y } = await pageMiddle(page);
  await page.mouse.move(x - 40, y + 160);
  await page.mouse.down();
  await page.mouse.move(x + 40, y + 160, { steps: 4 });
  await page.mouse.up();
  await expectSaved(page);
  const after = await exported('mouse.png');
  const middle = after.width / 2;
  const wide = after.darkIn(middle) - before.darkIn(middle);
  // The size is 24 pixels, and the edge is a little soft.
  expect(wide).toBeGreaterThanOrEqual(20);
  expect(wide).toBeLessThanOrEqual(25);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expectSaved(page);
});

test('the region limits the paint, and the eraser takes it away', async () => {
  const { page } = studio;
  await page.keyboard.press('m');
  const middle = await pageMiddle(page);
  await page.mouse.move(middle.x - 40, middle.y - 120);
  await page.mouse.down();
  await page.mouse.move(middle.x + 40, middle.y - 40, { steps: 3 });
  await page.mouse.up();
  await page.keyboard.press('p');
  await pen(
    page,
    [-100, -50, 0, 50, 100].map((x) => ({ x, y: -80, pressure: 1 })),
  );
  await expectSaved(page);
  await page.keyboard.press('Control+d');
  const shown = await exported('limited.png');
  const dark = Array.from({ length: shown.width }, (_, x) => {
    let count = 0;
    for (let y = 0; y < shown.height * 0.57; y++) if (shown.at(x, y)[0] < 128) count++;
    return count;
  });
  const painted = dark.flatMap((count, x) => (count > 0 ? [x] : []));
  expect(painted.length).toBeGreaterThan(20);
  const first = painted[0] ?? 0;
  const last = painted.at(-1) ?? 0;
  // The region is 80 CSS pixels wide and the stroke 200, so the paint ends at its straight sides.
  expect(last - first).toBeLessThan(shown.width / 3);
  expect(dark[first]).toBeGreaterThan(10);
  await page.keyboard.press('Shift+e');
  await pen(
    page,
    [-100, -50, 0, 50, 100].map((x) => ({ x, y: -80, pressure: 1 })),
  );
  await expectSaved(page);
  const erased = await exported('erased.png');
  const upper = (of: typeof shown) => {
    const rows = Math.floor(of.height * 0.57);
    return Array.from({ length: rows * of.width }, (_, i) => of.at(i % of.width, i / of.width)[0]);
  };
  expect(upper(erased).every((value) => value === 255)).toBe(true);
  for (let x = 0; x < shown.width; x += 7)
    expect(erased.at(x, shown.height * 0.63)).toEqual(shown.at(x, shown.height * 0.63));
});

test('what was painted survives a kill of the store and of the window', async () => {
  const { page } = studio;
  await page.keyboard.press('p');
  await pen(
    page,
    [-100, 0, 100].map((x) => ({ x, y: -60, pressure: 0.8 })),
  );
  await expectSaved(page);
  const shown = await exported('kept.png');
  process.kill(await pidOf(studio, 'store'), 'SIGKILL');
  await pen(
    page,
    [-100, 0, 100].map((x) => ({ x, y: 150, pressure: 0.8 })),
  );
  await expectSaved(page);
  const more = await exported('more.png');
  expect(Buffer.from(more.data).equals(Buffer.from(shown.data))).toBe(false);
  await page.reload();
  await expect(layers(page)).toHaveCount(1);
  const reopened = await exported('reopened.png');
  expect(Buffer.from(reopened.data).equals(Buffer.from(more.data))).toBe(true);
});

/** The tiles of the layers that are painted on, and the files of their pixels. */
function tilesOnDisk() {
  const { layers } = JSON.parse(keptDocument(studio.home)) as { layers: { data: string }[] };
  const { tiles = [] } = JSON.parse(layers[0]?.data ?? '{}') as { tiles?: { row: number; blob: string }[] };
  const projects = join(studio.home, 'projects');
  const files = readdirSync(projects, { recursive: true, encoding: 'utf8' });
  const fileOf = (blob: string) => join(projects, files.find((name) => name.endsWith(blob)) ?? 'nowhere');
  return tiles.map(({ row, blob }) => ({ row, file: fileOf(blob) }));
}

test('a tile that is damaged on disk hides no more than its own part of the page', async () => {
  const { page } = studio;
  const tiles = tilesOnDisk();
  const [first] = tiles;
  expect(new Set(tiles.map(({ row }) => row)).size).toBeGreaterThan(1);
  writeFileSync(first?.file ?? '', 'This is no picture.');
  await page.reload();
  await expect(layers(page)).toHaveCount(1);
  /** The share of the page that is as white as its paper, and whether any of it is as black as the paint. */
  const seen = async () => {
    const { data, channels } = decode(await picture(page).screenshot());
    let [white, black] = [0, 0];
    for (let at = 0; at < data.length; at += channels) {
      if (data[at] === 255) white += 1;
      if (data[at] === 0) black += 1;
    }
    return { white: (channels * white) / data.length, hasPaint: black > 50 };
  };
  await expect.poll(async () => (await seen()).hasPaint).toBe(true);
  expect((await seen()).white).toBeGreaterThan(0.2);
});

test('a tile that is lost is given up by the menu of its layer, and the layer takes paint there again', async () => {
  const { page } = studio;
  const count = tilesOnDisk().length;
  await layers(page).first().click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Give up what can’t be read' }).click();
  await expect.poll(() => tilesOnDisk().length).toBe(count - 1);
  await expectSaved(page);
  await page.keyboard.press('Control+z');
  await expect.poll(() => tilesOnDisk().length).toBe(count);
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(() => tilesOnDisk().length).toBe(count - 1);
  await page.reload();
  await expect(layers(page)).toHaveCount(1);
  await layers(page).first().click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Give up what can’t be read' }).click();
  await expect(page.getByText('All of the layer can be read, so nothing was done.')).toBeVisible();
  // A lost tile would make the export fail.
  await exported('without.png');
});

test('a gradient is seen while it is dragged, Escape takes it back, and the release keeps it in one undo step', async () => {
  const { page } = studio;
  await page.getByRole('application').focus();
  await page.keyboard.press('Control+d');
  await page.keyboard.press('g');
  const host = page.getByRole('application');
  const box = await host.boundingBox();
  if (box === null) throw new Error('There is no canvas.');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const look = () => host.screenshot();
  await page.mouse.move(x, box.y + 5);
  const before = await look();
  const drag = async () => {
    await page.mouse.move(x - 100, y - 60);
    await page.mouse.down();
    await page.mouse.move(x, y - 60, { steps: 4 });
    await page.mouse.move(x + 100, y - 60, { steps: 4 });
  };
  await drag();
  await expect.poll(async () => (await look()).equals(before)).toBe(false);
  await page.screenshot({ path: process.env.DIMOO_LOOK ?? 'out/live-gradient.png' });
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await page.mouse.move(x, box.y + 5);
  await expect.poll(async () => (await look()).equals(before)).toBe(true);
  await drag();
  await page.mouse.up();
  await page.mouse.move(x, box.y + 5);
  await expectSaved(page);
  expect((await look()).equals(before)).toBe(false);
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await look()).equals(before)).toBe(true);
});
