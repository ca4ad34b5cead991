import { expect, type Locator, test } from '@playwright/test';
import { patience } from '../helpers/launch-studio.ts';
import { axeOn } from './axe.ts';
import { draw, drawPicture, drawQuickly, expectSaved, layers, nativeSide, promptField, setSize } from './flow.ts';
import { oneStudio } from './one-studio.ts';

const studio = oneStudio();

const queueButton = (): Locator => studio.page.getByRole('button', { name: /^Queue(,|:|$)/ }).first();
const queue = (): Locator => studio.page.getByRole('dialog', { name: 'Queue' });
const rows = (): Locator => queue().getByRole('row');
const keep = (): Locator => studio.page.getByRole('heading', { name: 'Keep this picture?' });

/** The words of the drawings in the list, in its order. */
const words = (): Promise<string[]> => rows().locator('.queue-title').allInnerTexts();

async function openQueue(): Promise<void> {
  if (!(await queue().isVisible())) await queueButton().click();
  await expect(queue()).toBeVisible();
}

/** The library puts a hidden button that closes the list beside its dialog, outside of every landmark. */
async function expectAccessible(): Promise<void> {
  const { violations } = await axeOn(studio.page).disableRules('region').analyze();
  expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([]);
}

async function closeQueue(): Promise<void> {
  await studio.page.keyboard.press('Escape');
  await expect(queue()).toBeHidden();
}

/** Types a prompt and presses Enter, or another key. */
async function press(prompt: string, key = 'Enter'): Promise<void> {
  await promptField(studio.page).fill(prompt);
  await promptField(studio.page).press(key);
}

test('Enter while a drawing runs queues the next ones, and Ctrl+Enter puts one before them', async () => {
  const { page } = studio;
  await drawQuickly(page);
  await drawPicture(page, 'a red circle on a yellow background');
  // It is large enough to be at work until the list is as it should be.
  const options = page.getByRole('button', { name: 'Options' });
  await options.click();
  await setSize(page, 4 * nativeSide);
  await page.getByRole('slider', { name: 'Steps' }).press('End');
  await press('a green square on a white background');
  await expect(page.getByText(/^Step [1-9]\d* of 128/)).toBeVisible({ timeout: 60_000 * patience });
  // The options stay where they are while a drawing runs, for the next one.
  await setSize(page, nativeSide / 2);
  await page.getByRole('slider', { name: 'Steps' }).fill('1');
  await options.click();
  for (const colour of ['red', 'blue', 'green', 'white']) {
    await press(`a ${colour} circle on a black background`);
    await expect(page.getByText(/Queued\./).first()).toBeAttached();
  }
  await press('a yellow star on a black background', 'Control+Enter');
  await expect(queueButton()).toHaveAccessibleName('Queue: 5 drawings');
  await expect(page.getByText(/^Step \d+ of 128 · 5 wait/)).toBeVisible();
  await openQueue();
  expect(await words()).toEqual([
    'a yellow star on a black background',
    ...['red', 'blue', 'green', 'white'].map((colour) => `a ${colour} circle on a black background`),
  ]);
  await expectAccessible();
});

test('the list is moved through, reordered and cancelled by keyboard', async () => {
  const { page } = studio;
  await openQueue();
  await rows().nth(0).focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect
    .poll(async () => (await words()).slice(0, 2))
    .toEqual(['a red circle on a black background', 'a yellow star on a black background']);
  await rows().nth(4).focus();
  await page.keyboard.press('Delete');
  await expect(rows()).toHaveCount(4);
  await page.getByRole('button', { name: 'Cancel “a green circle on a black background”' }).click();
  await expect(rows()).toHaveCount(3);
});

test('a row is dragged to another place', async () => {
  const { page } = studio;
  await openQueue();
  const [grip, target] = [rows().nth(2).locator('.grip'), await rows().nth(0).boundingBox()];
  const from = await grip.boundingBox();
  if (from === null || target === null) throw new Error('The rows are not visible.');
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(target.x + 60, target.y + 20, { steps: 6 });
  await page.mouse.move(target.x + 60, target.y + 2, { steps: 3 });
  await page.mouse.up();
  await expect
    .poll(words)
    .toEqual([
      'a blue circle on a black background',
      'a red circle on a black background',
      'a yellow star on a black background',
    ]);
  await closeQueue();
});

test('closed in mid-job and opened again, what waited is there, paused, and goes on', async () => {
  await studio.restart();
  const { page } = studio;
  await expect(queueButton()).toHaveAccessibleName('Queue, paused: 3 drawings');
  await openQueue();
  await expect(queue().getByText('3 drawings wait since an earlier session.', { exact: false })).toBeVisible();
  expect(await words()).toEqual([
    'a blue circle on a black background',
    'a red circle on a black background',
    'a yellow star on a black background',
  ]);
  await expectAccessible();
  await queue().getByRole('button', { name: 'Go on' }).click();
  await closeQueue();
  // Each result waits for its own decision, while the next ones are drawn.
  await expect(keep()).toBeVisible({ timeout: 60_000 * patience });
  await expect(queueButton()).toHaveAccessibleName('Queue', { timeout: 60_000 * patience });
  const kept = ['a blue circle on a black background', 'a red circle on a black background'];
  for (const [index, prompt] of kept.entries()) {
    await expect(page.locator('.candidate-words')).toContainText(prompt);
    const later = kept.length - index;
    await expect(page.getByText(later === 1 ? '1 more result waits' : `${later} more results wait`)).toBeVisible();
    // The second click comes at once, in the place of the first.
    await page.getByRole('button', { name: /^Accept/ }).click();
    await expect(layers(page)).toHaveCount(2 + index);
  }
  await expect(page.locator('.candidate-words')).toContainText('a yellow star');
  await expect(page.getByText(/more results? wait/)).toBeHidden();
  await page.getByRole('button', { name: /^Discard/ }).click();
  await expect(draw(page)).toBeEnabled();
  await expectSaved(page);
});

test('a queued retouch draws on the page as it was, and says that the page has changed', async () => {
  const { page } = studio;
  const options = page.getByRole('button', { name: 'Options' });
  await options.click();
  await setSize(page, 4 * nativeSide);
  await page.getByRole('slider', { name: 'Steps' }).press('End');
  await options.click();
  await press('a long drawing of a red circle');
  await expect(page.getByText(/^Step [1-9]\d* of 128/)).toBeVisible({ timeout: 60_000 * patience });
  await page.getByRole('button', { name: /^What to do/ }).click();
  await page.getByRole('menuitemradio', { name: 'Vary', exact: true }).click();
  await page.getByRole('button', { name: 'Queue', exact: true }).last().click();
  await expect(queueButton()).toHaveAccessibleName('Queue: 1 drawing');
  await openQueue();
  await expect(queue().getByText('The page has changed since.', { exact: false })).toBeHidden();
  await closeQueue();
  await layers(page).first().getByRole('button', { name: /^Hide/ }).click();
  await openQueue();
  await expect(queue().getByText('The page has changed since.', { exact: false })).toBeVisible();
  await queue().getByRole('button', { name: 'Cancel all' }).click();
  await expect(queue().getByText('Nothing waits.', { exact: false })).toBeVisible();
  await closeQueue();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(page.getByText(/^Step/)).toBeHidden();
});

test('whoever writes the next prompt when a picture comes goes on writing; whoever has sent it accepts by Enter', async () => {
  const { page } = studio;
  const options = page.getByRole('button', { name: 'Options' });
  await page.getByRole('button', { name: /^What to do/ }).click();
  await page.getByRole('menuitemradio', { name: 'Draw', exact: true }).click();
  await options.click();
  await setSize(page, nativeSide);
  await page.getByRole('slider', { name: 'Steps' }).fill('2');
  await options.click();
  const count = await layers(page).count();
  await press('a red star on a white background');
  await promptField(page).fill('a blue');
  await expect(keep()).toBeVisible({ timeout: 60_000 * patience });
  await expect(promptField(page)).toBeFocused();
  await page.keyboard.type(' star on a white background');
  await expect(promptField(page)).toHaveValue('a blue star on a white background');
  await page.keyboard.press('Enter');
  await expect(page.getByText('1 more result waits')).toBeVisible({ timeout: 60_000 * patience });
  await expectAccessible();
  await expect(layers(page)).toHaveCount(count);
  await page.getByRole('button', { name: /^Accept/ }).click();
  await expect(page.locator('.candidate-words')).toContainText('a blue star');
  await page.getByRole('button', { name: /^Discard/ }).click();
  await expect(keep()).toBeHidden();
  await press('a green star on a white background');
  await expect(keep()).toBeVisible({ timeout: 60_000 * patience });
  await expect(page.getByRole('application')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(layers(page)).toHaveCount(count + 2);
  await expectSaved(page);
});
