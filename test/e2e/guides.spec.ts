import { expect, test } from '@playwright/test';
import { axeOn } from './axe.ts';
import { dropPicture, expectSaved, type Spot } from './flow.ts';
import { layerListOf } from './layer-list.ts';
import { oneStudio } from './one-studio.ts';
import { pagePlace } from './page-place.ts';

/** Rulers, guides and the grid help with measuring, and what is dragged snaps to lines near it. */

const studio = oneStudio();
const { kept, row, undo } = layerListOf(studio);

interface Kept {
  readonly layers: readonly {
    readonly name: string;
    readonly x: number;
    readonly y: number;
    readonly scale_x: number;
  }[];
  readonly region: readonly { readonly data: string }[];
  readonly guides: readonly { readonly orientation: string; readonly position: number }[];
}

const keptPage = async () => JSON.parse(await kept()) as Kept;
const guides = async () => (await keptPage()).guides.map(({ orientation, position }) => `${orientation} ${position}`);

async function drag(from: Spot, to: Spot, held?: 'Control'): Promise<void> {
  const { mouse, keyboard } = studio.page;
  await mouse.move(from.x, from.y);
  await mouse.down();
  if (held !== undefined) await keyboard.down(held);
  await mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2);
  await mouse.move(to.x, to.y, { steps: 3 });
  await mouse.up();
  if (held !== undefined) await keyboard.up(held);
}

const ruler = (edge: 'horizontal' | 'vertical') => studio.page.locator(`.ruler.is-${edge}`);

async function middleOf(edge: 'horizontal' | 'vertical'): Promise<Spot> {
  const box = await ruler(edge).boundingBox();
  if (box === null) throw new Error('There is no ruler.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

test('a guide is pulled out of a ruler, moved, undone, and removed by dragging it back', async () => {
  const { page } = studio;
  await dropPicture(page, 'red', 'rgb(200, 60, 40)');
  await page.getByRole('application').focus();
  await page.keyboard.press('v');
  await expect(ruler('vertical')).toHaveCount(0);
  await page.keyboard.press('Control+r');
  await expect(ruler('vertical')).toBeVisible();
  const { at } = await pagePlace(page, 200);
  await drag(await middleOf('vertical'), at(60, 90));
  await drag(await middleOf('horizontal'), at(20, 30));
  expect(await guides()).toEqual(['vertical 60', 'horizontal 30']);
  // Whatever has the focus, as here the field for the words.
  await page.getByRole('textbox', { name: 'What to draw' }).focus();
  await drag(at(60, 150), at(80, 120));
  expect(await guides()).toEqual(['vertical 80', 'horizontal 30']);
  await undo();
  expect(await guides()).toEqual(['vertical 60', 'horizontal 30']);
  await page.getByRole('application').focus();
  await page.keyboard.press('Control+Alt+;');
  const { layers } = await keptPage();
  await drag(at(60, 150), at(100, 150), 'Control');
  // The locked guide stays, and the layer under it moves.
  expect(await guides()).toEqual(['vertical 60', 'horizontal 30']);
  expect((await keptPage()).layers).not.toEqual(layers);
  await undo();
  await page.getByRole('application').focus();
  await page.keyboard.press('Control+Alt+;');
  await drag(at(60, 150), await middleOf('vertical'));
  expect(await guides()).toEqual(['horizontal 30']);
});

test('guides are placed, moved and removed by number, with names for a screen reader', async () => {
  const { page } = studio;
  await page.getByRole('application').focus();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('new guide');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Guides' });
  await dialog.getByRole('textbox', { name: 'Position in pixels' }).fill('40.5');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('textbox', { name: 'From the left' })).toHaveValue('40.5');
  expect(await guides()).toEqual(['horizontal 30', 'vertical 40.5']);
  expect((await axeOn(page).analyze()).violations).toEqual([]);
  await dialog.getByRole('textbox', { name: 'From the top' }).fill('45');
  await page.keyboard.press('Tab');
  expect(await guides()).toEqual(['horizontal 45', 'vertical 40.5']);
  await dialog.getByRole('button', { name: 'Remove the guide at 40.5' }).click();
  await page.keyboard.press('Escape');
  expect(await guides()).toEqual(['horizontal 45']);
});

test('a right click on a ruler chooses its unit, in which guides are placed by number, and it stays chosen', async () => {
  const { page } = studio;
  await ruler('horizontal').click({ button: 'right' });
  const menu = page.getByRole('menu', { name: 'Rulers and guides in' });
  expect((await axeOn(page).analyze()).violations).toEqual([]);
  await menu.getByRole('menuitemradio', { name: 'Per cent' }).click();
  await ruler('vertical').dblclick();
  const dialog = page.getByRole('dialog', { name: 'Guides' });
  await expect(dialog.getByRole('textbox', { name: 'From the top (%)' })).toHaveValue('22.5');
  await dialog.getByRole('textbox', { name: 'Position in per cent of the page' }).fill('25');
  await page.keyboard.press('Enter');
  expect(await guides()).toEqual(['horizontal 45', 'vertical 50']);
  await dialog.getByRole('button', { name: 'Remove the guide at 25 %' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('application').focus();
  await page.keyboard.press('Control+,');
  const preferences = page.getByRole('dialog', { name: 'Preferences' });
  await expect(preferences.getByRole('radio', { name: 'Per cent' })).toBeChecked();
  await preferences.getByRole('radio', { name: 'Inches' }).click();
  await preferences.getByRole('textbox', { name: /^Pixels per inch/ }).fill('100');
  await page.keyboard.press('Tab');
  expect((await axeOn(page).analyze()).violations).toEqual([]);
  await page.keyboard.press('Escape');
  await ruler('vertical').dblclick();
  await expect(dialog.getByRole('textbox', { name: 'From the top (in)' })).toHaveValue('0.45');
  await page.keyboard.press('Escape');
  await ruler('horizontal').click({ button: 'right' });
  await menu.getByRole('menuitemradio', { name: 'Pixels' }).click();
  expect(await guides()).toEqual(['horizontal 45']);
});

test('what is drawn, moved and scaled snaps to guides, the grid and the edges of the page, unless Ctrl is held', async () => {
  const { page } = studio;
  const { at, zoom } = await pagePlace(page, 200);
  const near = 3 / zoom;
  await page.getByRole('application').focus();
  await page.keyboard.press('m');
  const marked = async () => (await keptPage()).region.map(({ data }) => Object.values(JSON.parse(data) as object));
  await drag(at(20, 45 + near), at(180, 200 - near));
  expect(await marked()).toEqual([[20, 45, 160, 155]]);
  await page.keyboard.press('Control+d');
  // Hidden guides attract nothing.
  await page.keyboard.press('Control+;');
  await page.keyboard.press("Control+'");
  await drag(at(64 + near, 48 - near), at(128 - near, 127));
  expect(await marked()).toEqual([[64, 48, 64, 80]]);
  await page.keyboard.press("Control+'");
  await page.keyboard.press('Control+;');
  await page.keyboard.press('Control+d');
  await page.keyboard.press('v');
  await dropPicture(page, 'blue', 'rgb(40, 60, 200)', 60);
  const blue = async () => (await keptPage()).layers.find(({ name }) => name === 'blue');
  await row('blue').click();
  const { x: left = 0, y: top = 0 } = (await blue()) ?? {};
  /** Moves the layer, so that its upper edge comes so near to the guide at 45. */
  const moveUp = (distance: number, held?: 'Control') =>
    drag(at(left + 15, top + 35), at(left + 15, 45 + distance + 35), held);
  await moveUp(near);
  expect((await blue())?.y).toBe(45);
  // Its upper handle lies on the guide now, and comes first.
  await drag(at(left + 30, 45), at(left + 30, 75), 'Control');
  expect((await blue())?.y).toBeGreaterThan(60);
  expect(await guides()).toEqual(['horizontal 45']);
  await undo();
  await undo();
  await moveUp(near, 'Control');
  expect((await blue())?.y).not.toBe(45);
  await undo();
  await page.getByRole('application').focus();
  await page.keyboard.press('Control+Shift+;');
  await moveUp(near);
  expect((await blue())?.y).not.toBe(45);
  await undo();
  await page.getByRole('application').focus();
  await page.keyboard.press('Control+Shift+;');
  await drag(at(left + 60, top + 30), at(200 - near, top + 30));
  expect((await blue())?.scale_x).toBeCloseTo((200 - left) / 60, 6);
});

test('the guides and the rulers are there again after a restart', async () => {
  await expectSaved(studio.page);
  await studio.restart();
  await expect(ruler('horizontal')).toBeVisible();
  expect(await guides()).toEqual(['horizontal 45']);
});
