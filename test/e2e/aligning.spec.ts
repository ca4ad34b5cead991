import { expect, test } from '@playwright/test';
import { dropPicture, picture } from './flow.ts';
import { layerListOf } from './layer-list.ts';
import { oneStudio } from './one-studio.ts';

/** Several layers are put in their places: by the menu, by keys and by numbers. */

const studio = oneStudio();
const { kept, row, undo } = layerListOf(studio);

const number = (name: string) => studio.page.getByRole('textbox', { name, exact: true });

async function places(): Promise<Record<string, number[]>> {
  const { layers: rows } = JSON.parse(await kept()) as { layers: { name: string; x: number; y: number }[] };
  return Object.fromEntries(rows.map(({ name, x, y }) => [name, [x, y]]));
}

async function align(name: string): Promise<void> {
  const { page } = studio;
  await row('blue').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Align', exact: true }).click();
  await page.getByRole('menuitem', { name, exact: true }).click();
}

test('the chosen layers are aligned by the menu, moved by the arrow keys together, and placed by numbers', async () => {
  const { page } = studio;
  await dropPicture(page, 'red', 'rgb(200, 60, 40)');
  await dropPicture(page, 'blue', 'rgb(40, 60, 200)', 60);
  await dropPicture(page, 'green', 'rgb(40, 200, 60)', 40);
  const { blue: [bx = 0, by = 0] = [], green: [gx = 0, gy = 0] = [] } = await places();
  expect(gx - bx).toBe(10);
  const start = await kept();
  await row('green').click({ modifiers: ['ControlOrMeta'] });
  await row('blue').click();
  await row('green').click({ modifiers: ['ControlOrMeta'] });
  await align('Align left edges');
  await expect.poll(places).toEqual({ red: [0, 0], blue: [bx, by], green: [bx, gy] });
  await page.getByRole('application').focus();
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('ArrowDown');
  await expect.poll(places).toEqual({ red: [0, 0], blue: [bx + 10, by + 1], green: [bx + 10, gy + 1] });
  await expect(number('From the left')).toHaveValue(String(bx + 10));
  await expect(number('Width')).toHaveValue('60');
  await number('From the left').fill('5');
  await number('From the left').press('Enter');
  await expect.poll(places).toEqual({ red: [0, 0], blue: [5, by + 1], green: [5, gy + 1] });
  await expect(number('Angle')).toBeDisabled();
  await row('blue').click();
  await number('Width').fill('120');
  await number('Width').press('Enter');
  await number('Angle').fill('90');
  await number('Angle').press('Enter');
  await expect(number('Angle')).toHaveValue('90');
  for (let step = 0; step < 6; step++) await undo();
  expect(await kept()).toBe(start);
});

test('a frame lies around a group while the move tool is chosen', async () => {
  const { page } = studio;
  await row('blue').click();
  await row('green').click({ modifiers: ['ControlOrMeta'] });
  await row('green').press('Control+g');
  await expect(row('Group')).toBeVisible();
  await page.getByRole('application').focus();
  await page.keyboard.press('v');
  const framed = await picture(page).screenshot();
  await page.keyboard.press('h');
  // A group has no handles, so that the frame is all that the hand takes away.
  expect((await picture(page).screenshot()).equals(framed)).toBe(false);
  await page.keyboard.press('v');
  await expect.poll(async () => (await picture(page).screenshot()).equals(framed)).toBe(true);
  await undo();
});
