import { expect, test } from '@playwright/test';
import { decode, encode } from 'fast-png';
import { patience } from '../helpers/launch-studio.ts';
import { axeOn } from './axe.ts';
import { exportPicture } from './export.ts';
import { candidate, chooseTask, dropPicture, expectSaved, layers, promptField, retouch, type Spot } from './flow.ts';
import { layerListOf } from './layer-list.ts';
import { oneStudio } from './one-studio.ts';
import { pagePlace } from './page-place.ts';

/** The view is turned, and the picture stays as it is: what is done lands where the pointer is. */

const studio = oneStudio();
const { kept } = layerListOf(studio);
const SIDE = 200;

const angle = () => studio.page.locator('.status-cell.is-turn');

/** Where a place of the page lies while the view is turned about its middle, and the page is not moved. */
async function turnedPlace(degrees: number): Promise<(x: number, y: number) => Spot> {
  const { page } = studio;
  if ((await angle().textContent()) !== '') await angle().getByRole('button').click();
  await page.getByRole('application').focus();
  const { at } = await pagePlace(page, SIDE);
  const host = await page.getByRole('application').boundingBox();
  if (host === null) throw new Error('There is no canvas.');
  const middle = { x: host.x + host.width / 2, y: host.y + host.height / 2 };
  const radians = (degrees * Math.PI) / 180;
  return (x, y) => {
    const upright = at(x, y);
    const [dx, dy] = [upright.x - middle.x, upright.y - middle.y];
    return {
      x: middle.x + dx * Math.cos(radians) - dy * Math.sin(radians),
      y: middle.y + dx * Math.sin(radians) + dy * Math.cos(radians),
    };
  };
}

async function drag(from: Spot, to: Spot): Promise<void> {
  const { mouse } = studio.page;
  await mouse.move(from.x, from.y);
  await mouse.down();
  await mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
  await mouse.move(to.x, to.y, { steps: 4 });
  await mouse.up();
}

async function exported(name: string) {
  const { width, channels, data } = decode(await exportPicture(studio, name));
  const at = (x: number, y: number) => [...data.subarray(channels * (y * width + x), channels * (y * width + x) + 3)];
  return { at, data };
}

async function turnByKeys(times: number): Promise<void> {
  const { page } = studio;
  await page.getByRole('application').focus();
  for (let i = 0; i < times; i++) await page.keyboard.press('>');
}

test('keys turn the view in steps, the line under the canvas tells the angle, and a click there lays it straight', async () => {
  const { page } = studio;
  await dropPicture(page, 'red', 'rgb(200, 60, 40)');
  await expect(angle()).toHaveText('');
  await turnByKeys(2);
  await expect(angle()).toHaveText('30°');
  await page.keyboard.press('<');
  await expect(angle()).toHaveText('15°');
  expect((await axeOn(page).analyze()).violations).toEqual([]);
  await angle().getByRole('button').click();
  await expect(angle()).toHaveText('');
});

test('the tool turns with the pointer, Shift keeps to steps, and Escape lays the view straight', async () => {
  const { page } = studio;
  await page.getByRole('application').focus();
  await page.keyboard.press('r');
  const place = await turnedPlace(0);
  const [middle, right] = [place(100, 100), place(180, 100)];
  const host = await page.getByRole('application').boundingBox();
  if (host === null) throw new Error('There is no canvas.');
  const centre = { x: host.x + host.width / 2, y: host.y + host.height / 2 };
  const reach = right.x - middle.x;
  await page.keyboard.down('Shift');
  await drag({ x: centre.x + reach, y: centre.y }, { x: centre.x + reach * 0.7, y: centre.y + reach * 0.75 });
  await page.keyboard.up('Shift');
  await expect(angle()).toHaveText('45°');
  const field = page.getByRole('textbox', { name: 'Angle of the view in degrees, clockwise' });
  await expect(field).toHaveValue('45');
  // Any angle can be typed: one beyond half a turn is shown by the shorter way.
  await field.fill('12.5');
  await field.press('Enter');
  await expect(field).toHaveValue('12.5');
  await expect(angle()).toHaveText('12.5°');
  await field.fill('0.3');
  await field.press('Enter');
  await expect(angle()).toHaveText('0.3°');
  await field.fill('200');
  await field.press('Enter');
  await expect(angle()).toHaveText('-160°');
  await page.getByRole('application').focus();
  await page.keyboard.press('Escape');
  await expect(angle()).toHaveText('');
});

test('paint under a turned view lands on the pixels under the pointer, and on no others', async () => {
  const { page } = studio;
  const before = await exported('before.png');
  const place = await turnedPlace(30);
  await turnByKeys(2);
  await page.keyboard.press('n');
  await drag(place(60, 50), place(140, 50));
  await expect(layers(page)).toHaveCount(2);
  await expectSaved(page);
  const after = await exported('after.png');
  for (const x of [70, 100, 130]) expect(after.at(x, 50)).not.toEqual(before.at(x, 50));
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const isNear = x > 30 && x < 170 && y > 20 && y < 80;
      if (!isNear && String(after.at(x, y)) !== String(before.at(x, y))) throw new Error(`${x}, ${y} has changed.`);
    }
  }
  await page.keyboard.press('Control+z');
  await expect(layers(page)).toHaveCount(1);
});

test('a region, a layer and a handle are taken where they are seen', async () => {
  const { page } = studio;
  await page.keyboard.press('m');
  const place = await turnedPlace(30);
  await turnByKeys(2);
  // The pointer drags a box of the page.
  await drag(place(40, 60), place(120, 150));
  await expectSaved(page);
  const { region } = JSON.parse(await kept()) as { region: { data: string }[] };
  const box = JSON.parse(region[0]?.data ?? '{}') as Record<string, number>;
  for (const [key, value] of Object.entries({ x: 40, y: 60, width: 80, height: 90 })) {
    expect(Math.abs((box[key] ?? 0) - value)).toBeLessThanOrEqual(1);
  }
  await page.keyboard.press('Control+d');
  await page.keyboard.press('v');
  await page.mouse.click(place(100, 100).x, place(100, 100).y);
  // The handle at the upper right corner.
  await drag(place(200, 0), place(150, 50));
  await expectSaved(page);
  const scale = async () => (JSON.parse(await kept()) as { layers: { scale_x: number }[] }).layers[0]?.scale_x;
  await expect.poll(scale).toBeCloseTo(0.75, 1);
  await page.keyboard.press('Control+z');
});

test('the crop box, the ends of a gradient, guides and dropped files are taken where they are seen', async () => {
  const { page } = studio;
  const place = await turnedPlace(30);
  await turnByKeys(2);
  await page.keyboard.press('c');
  await drag(place(21, 41), place(121, 151));
  await page.keyboard.press('Enter');
  await expect(page.getByText('100 × 110 px')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByText('200 × 200 px')).toBeVisible();

  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('Fill layer with a gradient');
  await page.keyboard.press('Enter');
  await page.getByRole('application').focus();
  await page.keyboard.press('v');
  const seen = await turnedPlace(30);
  await turnByKeys(2);
  const grip = await page.getByRole('button', { name: 'End of the gradient' }).boundingBox();
  if (grip === null) throw new Error('The gradient has no end.');
  await drag({ x: grip.x + grip.width / 2, y: grip.y + grip.height / 2 }, seen(61, 141));
  await expectSaved(page);
  const { layers: rows } = JSON.parse(await kept()) as { layers: { name: string; data: string }[] };
  const { fill } = JSON.parse(rows.find(({ name }) => name === 'Gradient fill')?.data ?? '{}') as {
    fill: { to: { x: number; y: number } };
  };
  expect([Math.abs(fill.to.x - 61) <= 1, Math.abs(fill.to.y - 141) <= 1]).toEqual([true, true]);

  await page.keyboard.press('Control+r');
  const under = await turnedPlace(30);
  await turnByKeys(2);
  const ruler = await page.locator('.ruler.is-horizontal').boundingBox();
  if (ruler === null) throw new Error('There is no ruler.');
  await drag({ x: ruler.x + 200, y: ruler.y + ruler.height / 2 }, under(81, 131));
  await expectSaved(page);
  const { guides } = JSON.parse(await kept()) as { guides: { orientation: string; position: number }[] };
  expect(guides).toMatchObject([{ orientation: 'horizontal' }]);
  expect(Math.abs((guides[0]?.position ?? 0) - 131)).toBeLessThanOrEqual(1);
  await page.keyboard.press('Control+r');

  const at = await turnedPlace(30);
  await turnByKeys(2);
  const png = Buffer.from(encode({ width: 20, height: 20, channels: 3, depth: 8, data: new Uint8Array(1200) }));
  const transfer = await page.evaluateHandle(
    (bytes) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(bytes)], 'dot.png', { type: 'image/png' }));
      return transfer;
    },
    [...png],
  );
  const { x, y } = at(151, 71);
  await page.getByRole('application').dispatchEvent('drop', { dataTransfer: transfer, clientX: x, clientY: y });
  await expect(page.getByRole('row', { name: /dot/ })).toBeVisible();
  await expectSaved(page);
  const found = (JSON.parse(await kept()) as { layers: { name: string; x: number; y: number }[] }).layers;
  const dot = found.find(({ name }) => name === 'dot');
  expect([Math.abs((dot?.x ?? 0) - 141) <= 1, Math.abs((dot?.y ?? 0) - 61) <= 1]).toEqual([true, true]);
  await page.getByRole('application').focus();
  for (let i = 0; i < 4; i++) await page.keyboard.press('Control+z');
  await expect(page.getByRole('row', { name: /dot|Gradient/ })).toHaveCount(0);
});

test('an edge of the page is dragged outwards along the page, however the view is turned', async () => {
  const { page } = studio;
  await chooseTask(page, 'Extend');
  const at = await turnedPlace(30);
  await turnByKeys(2);
  const right = page.getByRole('textbox', { name: 'Right', exact: true });
  await drag(at(200, 100), at(264, 130));
  // What is along the edge counts for nothing.
  await expect(right).toHaveValue('64');
  for (const name of ['Left', 'Top', 'Bottom']) {
    await expect(page.getByRole('textbox', { name, exact: true })).toHaveValue('0');
  }
  await page.getByRole('application').focus();
  await page.keyboard.press('Escape');
  await expect(right).toHaveValue('0');
  await chooseTask(page, 'Draw');
});

test('two fingers turn the view once they mean it, on a screen and on a trackpad', async () => {
  const { page, app } = studio;
  await turnedPlace(0);
  /** Two fingers, 200 px apart, turn about the middle of the canvas by degrees. */
  const turnFingers = (degrees: number) =>
    page.getByRole('application').evaluate((element, degrees) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      const target = element.querySelector('canvas') ?? element;
      const send = (type: string, pointerId: number, at: number) => {
        const [x, y] = [Math.cos((at * Math.PI) / 180) * 100, Math.sin((at * Math.PI) / 180) * 100];
        const place = { clientX: left + width / 2 + x, clientY: top + height / 2 + y };
        const init = { pointerId, pointerType: 'touch', bubbles: true, cancelable: true, button: 0, buttons: 1 };
        target.dispatchEvent(new PointerEvent(type, { ...init, ...place }));
      };
      const fingers = [
        [11, 0],
        [12, 180],
      ] as const;
      for (const [id, at] of fingers) send('pointerdown', id, at);
      for (let step = 1; step <= 10; step++) {
        for (const [id, at] of fingers) send('pointermove', id, at + (degrees * step) / 10);
      }
      for (const [id, at] of fingers) send('pointerup', id, at + degrees);
    }, degrees);
  await turnFingers(8);
  await expect(angle()).toHaveText('');
  await turnFingers(50);
  await expect.poll(async () => Number.parseInt((await angle().textContent()) ?? '', 10)).toBeGreaterThan(30);
  await angle().getByRole('button').click();
  // Electron reports a trackpad on a Mac alone, and counts counterclockwise.
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.emit('rotate-gesture', {}, -20));
  await expect(angle()).toHaveText('20°');
});

test('a retouch under a turned view changes what was marked there, and every other pixel stays as it is', async () => {
  const { page } = studio;
  const before = await exported('before-retouch.png');
  const place = await turnedPlace(30);
  await turnByKeys(2);
  await page.keyboard.press('m');
  await drag(place(60, 50), place(130, 120));
  await promptField(page).fill('a blue square');
  await retouch(page).click();
  await expect(candidate(page)).toBeVisible({ timeout: 60_000 * patience });
  await page.keyboard.press('Enter');
  await expect(layers(page)).toHaveCount(2);
  await expectSaved(page);
  const after = await exported('after-retouch.png');
  let changed = 0;
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      if (String(after.at(x, y)) === String(before.at(x, y))) continue;
      // The drag may begin and end half a pixel beside the place.
      expect([x, y, x >= 59 && x <= 131 && y >= 49 && y <= 121]).toEqual([x, y, true]);
      changed++;
    }
  }
  expect(changed).toBeGreaterThan(100);
});
