import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from '@playwright/test';
import { decode } from 'fast-png';
import { drawPicture, drawQuickly, layers, nativeSide, tab } from './flow.ts';
import { oneStudio } from './one-studio.ts';

/**
 * A picture is dragged out of the window as a file. What the system does with the drag cannot be tested on a virtual
 * display, so that main's call of it is recorded.
 */
const studio = oneStudio();

interface Recorded {
  dragged?: { readonly file: string; readonly iconHeight: number }[];
}

const dragged = () => studio.app.evaluate(() => (globalThis as Recorded).dragged ?? []);

test.beforeAll(async () => {
  const { app, page } = studio;
  await app.evaluate(({ BrowserWindow }) => {
    const recorded: NonNullable<Recorded['dragged']> = [];
    (globalThis as Recorded).dragged = recorded;
    for (const { webContents } of BrowserWindow.getAllWindows()) {
      webContents.startDrag = ({ file, icon }) => {
        recorded.push({ file: file ?? '', iconHeight: typeof icon === 'string' ? 0 : icon.getSize().height });
      };
    }
  });
  await drawQuickly(page);
  await drawPicture(page, 'a red circle');
});

async function dragFrom(selector: string): Promise<void> {
  const { page } = studio;
  const box = await page.locator(selector).first().boundingBox();
  if (box === null) throw new Error(`Nothing is at ${selector}.`);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x - 40, box.y - 40, { steps: 5 });
  await page.mouse.up();
}

test('a picture is dragged out of gallery and history as a file with its name and its record', async () => {
  const { page } = studio;
  await tab(page, 'Gallery').click();
  await page.getByRole('row', { name: 'a red circle' }).first().click();
  await page.screenshot({ path: process.env.DIMOO_LOOK ?? 'out/drag-out.png' });
  await dragFrom('.details .drag-out');
  await expect.poll(async () => (await dragged()).length).toBe(1);
  await tab(page, 'History').click();
  await dragFrom('.history-list .drag-out');
  await expect.poll(async () => (await dragged()).length).toBe(2);
  await page.screenshot({ path: process.env.DIMOO_LOOK ?? 'out/drag-history.png' });
  for (const { file, iconHeight } of await dragged()) {
    expect(basename(file)).toBe('a red circle.png');
    expect(file.startsWith(studio.home)).toBe(true);
    expect(iconHeight).toBe(96);
    const { width, height, text } = decode(readFileSync(file));
    expect([width, height]).toEqual([nativeSide / 2, nativeSide / 2]);
    expect(JSON.stringify(text)).toContain('a red circle');
  }
});

test('what the chosen layers show is dragged out by their grip, and the layers stay where they are', async () => {
  const { page } = studio;
  const before = (await dragged()).length;
  await tab(page, 'Layers').click();
  await layers(page).first().click();
  const name = await layers(page).first().locator('.layer-name').textContent();
  await page.screenshot({ path: process.env.DIMOO_LOOK ?? 'out/drag-layer.png' });
  await dragFrom('.layer-look .drag-out');
  await expect.poll(async () => (await dragged()).length).toBe(before + 1);
  const file = (await dragged()).at(-1)?.file ?? '';
  expect(basename(file)).toBe(`${name}.png`);
  const { width, height, text } = decode(readFileSync(file));
  // The picture as large as it lies on the page.
  expect([width, height]).toEqual([1024, 1024]);
  expect(JSON.stringify(text)).toContain('a red circle');
  await expect(layers(page)).toHaveCount(1);
});
