import { expect, type Locator, test } from '@playwright/test';
import { patience } from '../helpers/launch-studio.ts';
import { axeOn } from './axe.ts';
import {
  chooseTask,
  draw,
  drawPicture,
  expectSaved,
  nativeSide,
  promptField,
  setSize,
  strokeAcross,
  tab,
  taskPicker,
} from './flow.ts';
import { oneStudio } from './one-studio.ts';

const studio = oneStudio();

/** What axe finds wrong with the window as it is, by every rule that it has; in the dark its colours once more. */
async function wrong(state: string): Promise<string[]> {
  const found: string[] = [];
  for (const theme of ['light', 'dark'] as const) {
    await studio.page.emulateMedia({ colorScheme: theme });
    await expect(studio.page.locator(`[data-theme="${theme}"]`).first()).toBeAttached();
    const axe = axeOn(studio.page);
    const { violations } = await (theme === 'light' ? axe : axe.withRules('color-contrast')).analyze();
    for (const { id, nodes } of violations) {
      found.push(
        ...nodes.map(({ target, failureSummary }) => `${state}, ${theme}: ${id}: ${target} ${failureSummary}`),
      );
    }
  }
  return found;
}

const few = async (count: string) => {
  const { page } = studio;
  await page.getByRole('button', { name: 'Options' }).click();
  await setSize(page, nativeSide / 2);
  await page.getByRole('slider', { name: 'Steps' }).fill('2');
  await page.getByRole('radio', { name: count, exact: true }).click();
};

test('axe finds nothing wrong in any state, light and dark', async () => {
  test.setTimeout(240_000 * patience);
  const { page } = studio;
  await expect(promptField(page)).toBeVisible();
  const found = await wrong('empty');
  await few('1');
  found.push(...(await wrong('options')));
  await page.getByRole('button', { name: 'Options' }).click();
  await drawPicture(page, 'a red circle');
  await promptField(page).fill('a castle');
  found.push(...(await wrong('drawn')));
  await strokeAcross(page);
  found.push(...(await wrong('painted')));
  await page.keyboard.press('Escape');
  await taskPicker(page).click();
  found.push(...(await wrong('tasks')));
  await page.keyboard.press('Escape');
  for (const task of ['Extend', 'Vary', 'Use as guide', 'Make a map']) {
    if (!(await canChoose(task))) continue;
    await chooseTask(page, task);
    found.push(...(await wrong(task)));
  }
  await chooseTask(page, 'Draw');
  await few('2');
  await page.getByText('Check each picture').click();
  await page.getByRole('button', { name: 'Options' }).click();
  await promptField(page).fill('a blue star on a white background');
  await draw(page).click();
  await expect(page.getByRole('button', { name: /as asked$/ })).toBeVisible({ timeout: 60_000 * patience });
  found.push(...(await wrong('candidates')));
  await page.getByRole('button', { name: /as asked$/ }).click();
  found.push(...(await wrong('checks')));
  await page.getByRole('button', { name: 'Go back to an earlier step' }).click();
  found.push(...(await wrong('steps')));
  await page.getByRole('button', { name: 'Take a part from another picture' }).click();
  found.push(...(await wrong('mix')));
  await page.getByRole('button', { name: /^Accept/ }).click();
  await expectSaved(page);
  for (const panel of ['Gallery', 'History', 'Describe', 'Layers']) {
    await tab(page, panel).click();
    if (panel === 'Gallery') await page.getByRole('tabpanel').getByText('a red circle').first().click();
    found.push(...(await wrong(panel)));
  }
  await page.getByRole('button', { name: 'All keys' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  found.push(...(await wrong('keys')));
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Project', exact: true }).click();
  found.push(...(await wrong('projects')));
  await page.keyboard.press('Escape');
  expect(found).toEqual([]);
});

async function canChoose(task: string): Promise<boolean> {
  const { page } = studio;
  await taskPicker(page).click();
  const item = page.getByRole('menuitemradio', { name: task, exact: true });
  const closed = await item.getAttribute('aria-disabled');
  await page.keyboard.press('Escape');
  return closed !== 'true';
}

test('at twice the size everything can be reached: nothing of the options is cut off', async () => {
  const { page, app } = studio;
  await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    window?.setContentSize(1440, 873);
    window?.webContents.setZoomFactor(2);
  });
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(720);
  await page.getByRole('button', { name: 'Options' }).click();
  const inSight = async (name: string, role: 'slider' | 'textbox' | 'button' | 'radio') => {
    const part = page.getByRole(role, { name, exact: true }).first();
    await part.scrollIntoViewIfNeeded();
    await expect(part, name).toBeInViewport({ ratio: 0.98 });
    // Not merely drawn: a press in its middle reaches it.
    if (await part.isEnabled()) await part.click({ trial: true });
  };
  for (const name of ['Width', 'Height', 'Seed', 'Leave out']) await inSight(name, 'textbox');
  for (const name of [`${nativeSide}×${nativeSide}`, 'Draw', 'Options', 'New seed', 'Back to defaults'])
    await inSight(name, 'button');
  for (const name of ['Exact', 'Fast']) await inSight(name, 'radio');
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(wide).toBe(false);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(1));
});

test('with more contrast, and in the few colours of the system, what is chosen is told by an outline', async () => {
  const { page } = studio;
  const outline = (part: Locator) => part.evaluate((element) => getComputedStyle(element).outlineStyle);
  const chosen = () => [
    page.locator('.icon-button.is-on').first(),
    page.locator('.tab[data-selected]').first(),
    page.locator('.choice-name[data-selected]').first(),
  ];
  for (const media of [{ contrast: 'more' }, { contrast: 'no-preference', forcedColors: 'active' }] as const) {
    await page.emulateMedia(media);
    for (const part of chosen()) expect(await outline(part)).toBe('solid');
    expect((await axeOn(page).analyze()).violations.map(({ id }) => id)).toEqual([]);
  }
  await page.screenshot({ path: process.env.DIMOO_LOOK ?? 'out/forced-colours.png' });
  // The colours of the artist are shown as they are.
  const colour = page.locator('.colour.is-foreground span');
  expect(await colour.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe('rgb(0, 0, 0)');
  await page.emulateMedia({ contrast: 'no-preference', forcedColors: 'none' });
  expect(await outline(page.locator('.icon-button.is-on').first())).toBe('none');
});
