import { expect, test } from '@playwright/test';
import { axeOn } from './axe.ts';
import { dropPicture } from './flow.ts';
import { oneStudio } from './one-studio.ts';

/** The navigator shows the page with the part in sight, and moves and zooms the view. */

const studio = oneStudio();
const navigator = () => studio.page.getByRole('region', { name: 'Navigator' });
const overview = () => navigator().getByRole('img');
const frame = () => studio.page.locator('.navigator-frame');
const zoom = () => navigator().getByRole('slider', { name: 'Zoom' });

async function boxOf(locator: ReturnType<typeof frame>) {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('It is not there.');
  return box;
}

/** Colours of the overview at a share of its width and height. */
const colourAt = (across: number, down: number) =>
  overview()
    .locator('canvas')
    .evaluate(
      (canvas: HTMLCanvasElement, [across, down]) => {
        const copy = new OffscreenCanvas(canvas.width, canvas.height);
        const context = copy.getContext('2d');
        context?.drawImage(canvas, 0, 0);
        const at = [Math.floor(canvas.width * (across ?? 0)), Math.floor(canvas.height * (down ?? 0))] as const;
        return [...(context?.getImageData(...at, 1, 1).data ?? [])].slice(0, 3).join(' ');
      },
      [across, down],
    );

test('the navigator opens in the panels, shows the page and follows it', async () => {
  const { page } = studio;
  await dropPicture(page, 'red', 'rgb(200, 60, 40)');
  await expect(overview()).toHaveCount(0);
  await navigator().getByRole('button', { name: 'Navigator' }).click();
  await expect.poll(() => colourAt(0.5, 0.5)).toBe('200 60 40');
  await dropPicture(page, 'blue', 'rgb(40, 60, 200)', 150);
  await expect.poll(() => colourAt(0.5, 0.6)).toBe('40 60 200');
  expect((await axeOn(page).analyze()).violations).toEqual([]);
});

test('the slider zooms, and the frame shows what is in sight and moves it by the pointer and by keys', async () => {
  const { page } = studio;
  await zoom().fill('3');
  await expect(zoom()).toHaveAttribute('aria-valuetext', '800%');
  const whole = await boxOf(overview());
  const before = await boxOf(frame());
  expect(before.width).toBeLessThan(whole.width);
  await page.mouse.move(whole.x + whole.width / 2, whole.y + whole.height / 2);
  await page.mouse.down();
  await page.mouse.move(whole.x + whole.width * 0.6, whole.y + whole.height * 0.6, { steps: 3 });
  await page.mouse.up();
  const after = await boxOf(frame());
  expect(after.x + after.width / 2).toBeCloseTo(whole.x + whole.width * 0.6, 0);
  await overview().focus();
  await page.keyboard.press('ArrowLeft');
  expect((await boxOf(frame())).x).toBeLessThan(after.x);
  // The layers stay where they are: the key belongs to the overview.
  await expect(page.getByRole('textbox', { name: 'From the left', exact: true })).toHaveValue('25');
});

test('it is open again after a restart', async () => {
  await studio.restart();
  await expect(overview()).toBeVisible();
});
