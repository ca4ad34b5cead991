import { expect, test } from '@playwright/test';
import { decode, encode } from 'fast-png';
import { exportPicture } from './export.ts';
import { dropFile, dropPicture, expectSaved, layers, pageMiddle, retouch } from './flow.ts';
import { layerListOf } from './layer-list.ts';
import { oneStudio } from './one-studio.ts';

/** Parts of a picture are copied, cut out and pasted, to other programs and back. */

const studio = oneStudio();
const { kept, names, row, undo } = layerListOf(studio);

let exports = 0;
const seen = async () => decode(await exportPicture(studio, `page-${++exports}.png`));

/** The PNG on the system's clipboard, as another program reads it. */
async function onClipboard() {
  const bytes = await studio.app.evaluate(({ clipboard }) => {
    const older = clipboard as unknown as { readBuffer(format: string): Uint8Array };
    return [...older.readBuffer('image/png')];
  });
  return decode(Uint8Array.from(bytes));
}

async function clearClipboard(): Promise<void> {
  await studio.app.evaluate(({ clipboard }) => clipboard.clear());
}

/** Marks a rectangle in the middle, 2 x across and 2 x down in CSS pixels. */
async function mark(x: number, y: number): Promise<void> {
  const { page } = studio;
  await page.getByRole('application').focus();
  await page.keyboard.press('m');
  const middle = await pageMiddle(page);
  await page.mouse.move(middle.x - x, middle.y - y);
  await page.mouse.down();
  await page.mouse.move(middle.x + x, middle.y + y, { steps: 4 });
  await page.mouse.up();
  await expect(retouch(page)).toBeVisible();
}

/** Of 60 x 40 pixels, each another one, most of them faint. */
const patterned = {
  width: 60,
  height: 40,
  channels: 4 as const,
  depth: 8 as const,
  data: Uint8Array.from({ length: 4 * 60 * 40 }, (_, i) => (i * 73 + (i >> 3) * 41) % 256),
};

async function dropPng(name: string): Promise<void> {
  const { page } = studio;
  await dropFile(page, `${name}.png`, encode(patterned), 'image/png');
  await expect(row(name)).toBeVisible();
  await expectSaved(page);
}

test('what is marked is cut, is on the clipboard with its exact pixels, and comes back to its place', async () => {
  const { page } = studio;
  await dropPicture(page, 'red', 'rgb(200, 60, 40)');
  await dropPng('faint');
  const [start, before] = [await kept(), await seen()];
  await mark(60, 45);
  await clearClipboard();
  await page.keyboard.press('Control+x');
  await expect.poll(async () => (await seen()).data).not.toEqual(before.data);
  const cut = await onClipboard();
  expect(cut.channels).toBe(4);
  expect(cut.width).toBeLessThan(60);
  // Of every shown pixel all four numbers, faint ones too.
  const left = (60 - cut.width) / 2;
  const top = (40 - cut.height) / 2;
  const pixel = (data: ArrayLike<number>, width: number, x: number, y: number) =>
    [0, 1, 2, 3].map((c) => data[4 * (y * width + x) + c]);
  let wrong = 0;
  for (let y = 0; y < cut.height; y++) {
    for (let x = 0; x < cut.width; x++) {
      const [got, own] = [
        pixel(cut.data, cut.width, x, y),
        pixel(patterned.data, 60, x + Math.floor(left), y + Math.floor(top)),
      ];
      if (own[3] !== 0 && String(got) !== String(own)) wrong++;
    }
  }
  expect(wrong).toBe(0);
  await page.keyboard.press('Control+v');
  await expect.poll(names).toEqual(['faint', 'faint', 'red']);
  expect((await seen()).data).toEqual(before.data);
  await undo();
  await undo();
  await undo();
  expect(await kept()).toBe(start);
});

test('Delete clears what is marked and nothing else; Ctrl+J makes it a layer; without a region it copies the layer', async () => {
  const { page } = studio;
  const start = await kept();
  await mark(60, 45);
  await expect.poll(kept).not.toBe(start);
  const marked = await kept();
  await page.keyboard.press('Delete');
  // The pixels are in the document before the undo, which would take back the mark otherwise.
  await expect.poll(kept).not.toBe(marked);
  expect(await names()).toEqual(['faint', 'red']);
  await undo();
  await page.keyboard.press('Control+j');
  await expect.poll(names).toEqual(['faint copy', 'faint', 'red']);
  await undo();
  await page.keyboard.press('Control+d');
  await page.keyboard.press('Control+j');
  await expect.poll(names).toEqual(['faint copy', 'faint', 'red']);
  await undo();
  // Where what is clear is locked, Delete says so and deletes nothing.
  await row('faint').click();
  await page.getByRole('button', { name: 'Lock what is clear' }).click();
  await mark(60, 45);
  await page.keyboard.press('Delete');
  await expect(page.getByText('What is clear is locked on “faint”')).toBeVisible();
  expect(await names()).toEqual(['faint', 'red']);
  for (let step = 0; step < 2; step++) await undo();
});

test('all layers are copied as they show; a picture of another program is pasted as a layer', async () => {
  const { page } = studio;
  await page.keyboard.press('Control+d');
  await clearClipboard();
  await page.keyboard.press('Control+Shift+c');
  await expect.poll(async () => (await onClipboard().catch(() => null))?.width).toBe(200);
  const [all, page1] = [await onClipboard(), await seen()];
  expect([all.width, all.height]).toEqual([page1.width, page1.height]);
  await studio.app.evaluate(
    ({ clipboard }, bytes) => {
      const older = clipboard as unknown as { writeBuffer(format: string, bytes: Buffer): void };
      older.writeBuffer('image/png', Buffer.from(bytes));
    },
    [...encode({ ...patterned, data: patterned.data.map((value, at) => (at % 4 === 3 ? 255 : value)) })],
  );
  const before = await names();
  await page.keyboard.press('Control+v');
  await expect(layers(page)).toHaveCount(before.length + 1);
  await undo();
});

test('in a field, the same keys are the field’s', async () => {
  const { page } = studio;
  const start = await kept();
  const field = page.getByRole('textbox', { name: 'What to draw' });
  await field.fill('a red circle');
  await field.press('Control+a');
  await field.press('Control+c');
  await field.press('End');
  await field.press('Control+v');
  await expect(field).toHaveValue('a red circlea red circle');
  expect(await kept()).toBe(start);
});
