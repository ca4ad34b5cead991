import { readFileSync } from 'node:fs';
import { expect, type Locator, type Page } from '@playwright/test';
import { patience } from '../helpers/launch-studio.ts';

/** The window's parts by the names that a screen reader says. */
export const promptField = (page: Page): Locator => page.getByRole('textbox', { name: 'What to draw' });
export const picture = (page: Page, name = 'Picture'): Locator => page.getByRole('region', { name, exact: true });
export const layers = (page: Page): Locator =>
  page.getByRole('treegrid', { name: 'Layers, top first' }).getByRole('row');
export const tab = (page: Page, name: string): Locator => page.getByRole('tab', { name });
export const draw = (page: Page): Locator => page.getByRole('button', { name: 'Draw', exact: true });
export const retouch = (page: Page): Locator => page.getByRole('button', { name: 'Retouch', exact: true });
export const candidate = (page: Page): Locator => page.getByRole('heading', { name: 'Keep this retouch?' });

export const taskPicker = (page: Page): Locator => page.getByRole('button', { name: /^What to do/ });

export async function chooseTask(page: Page, name: string): Promise<void> {
  await taskPicker(page).click();
  await page.getByRole('menuitemradio', { name, exact: true }).click();
  await expect(taskPicker(page)).toHaveAccessibleName(`What to do: ${name}`);
}

/** Types a prompt and draws; done when the new layer is there and saved. On a page with work it waits to be accepted. */
export async function drawPicture(page: Page, prompt: string): Promise<void> {
  const before = await layers(page).count();
  await promptField(page).fill(prompt);
  await draw(page).click();
  if (before > 0) await acceptPicture(page);
  await expect(layers(page)).toHaveCount(before + 1, { timeout: 60_000 * patience });
  await expectSaved(page);
}

/** The first of what was drawn is kept, as soon as it waits. */
export async function acceptPicture(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Keep this picture?' })).toBeVisible({ timeout: 60_000 * patience });
  await page.getByRole('button', { name: /^Accept/ }).click();
}

const bundled = new URL('../../native-models/bundled/generation_config.json', import.meta.url);

/** The side of the bundled model's own pictures, in pixels. */
export const nativeSide: number = JSON.parse(readFileSync(bundled, 'utf8')).nativeSize[0];

/** Sets both sides of the picture to be drawn, in pixels. The options must be open. */
export async function setSize(page: Page, side: number): Promise<void> {
  // The layers panel has fields of the same names.
  const size = page.getByRole('group', { name: 'Size', exact: true });
  for (const name of ['Width', 'Height']) {
    await size.getByRole('textbox', { name }).fill(String(side));
    await page.keyboard.press('Tab');
  }
}

/** Makes the pictures to come quick to draw: half of the model's own side, in one step. */
export async function drawQuickly(page: Page): Promise<void> {
  const options = page.getByRole('button', { name: 'Options' });
  await options.click();
  await setSize(page, nativeSide / 2);
  await page.getByRole('slider', { name: 'Steps' }).fill('1');
  await options.click();
}

export async function expectSaved(page: Page): Promise<void> {
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
}

export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** The page's middle in the window, CSS pixels: the whole page is shown in the middle of the canvas. */
export async function pageMiddle(page: Page, name?: string): Promise<Spot> {
  const box = await picture(page, name).boundingBox();
  if (box === null) throw new Error('There is no canvas on the page.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Draws the brush across the middle of the picture, whatever that means now. */
export async function strokeAcross(page: Page, halfLength = 60): Promise<void> {
  await page.getByRole('button', { name: /^Region brush/ }).click();
  const { x, y } = await pageMiddle(page);
  await page.mouse.move(x - halfLength, y);
  await page.mouse.down();
  await page.mouse.move(x, y, { steps: 4 });
  await page.mouse.move(x + halfLength, y, { steps: 4 });
  await page.mouse.up();
}

/** Paints a stroke across the middle of the picture: a part to retouch. */
export async function paintAcross(page: Page, halfLength = 60): Promise<void> {
  await strokeAcross(page, halfLength);
  await expect(retouch(page)).toBeVisible();
}

/** Drops a picture of one colour on the canvas, as from the system's file manager; done when it is a layer and saved. */
export async function dropPicture(page: Page, name: string, colour: string, size = 200): Promise<void> {
  const transfer = await page.evaluateHandle(
    async ({ name, colour, size }) => {
      const canvas = new OffscreenCanvas(size, size);
      const context = canvas.getContext('2d');
      if (context === null) throw new Error('no canvas');
      context.fillStyle = colour;
      context.fillRect(0, 0, size, size);
      const transfer = new DataTransfer();
      transfer.items.add(new File([await canvas.convertToBlob()], `${name}.png`, { type: 'image/png' }));
      return transfer;
    },
    { name, colour, size },
  );
  const { x, y } = await pageMiddle(page);
  await picture(page).dispatchEvent('drop', { dataTransfer: transfer, clientX: x, clientY: y });
  await expect(page.getByText(name, { exact: true }).first()).toBeVisible();
  await expectSaved(page);
}

/** Drops a file on the middle of the canvas, as from the system's file manager. */
export async function dropFile(page: Page, name: string, bytes: Uint8Array, type = ''): Promise<void> {
  const transfer = await page.evaluateHandle(
    ({ name, bytes, type }) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(bytes)], name, { type }));
      return transfer;
    },
    { name, bytes: [...bytes], type },
  );
  const { x, y } = await pageMiddle(page);
  await picture(page).dispatchEvent('drop', { dataTransfer: transfer, clientX: x, clientY: y });
}

/** Marks the left half of a page that is 200 pixels wide. */
export async function markLeftHalf(page: Page): Promise<void> {
  await page.getByRole('application').focus();
  await page.keyboard.press('m');
  const { x, y } = await pageMiddle(page);
  await page.mouse.move(x, y - 290);
  await page.mouse.down();
  await page.mouse.move(x - 290, y + 290, { steps: 4 });
  await page.mouse.up();
  await expect(retouch(page)).toBeVisible();
}
