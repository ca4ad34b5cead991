import { expect, test } from '@playwright/test';
import { promptField, tab } from './flow.ts';
import { oneStudio } from './one-studio.ts';

const studio = oneStudio();
test.beforeAll(async () => {
  await expect(promptField(studio.page)).toBeVisible();
});

test('the main parts are there by role and name', async () => {
  const { page } = studio;
  await expect(page.getByRole('toolbar', { name: 'Tools' })).toMatchAriaSnapshot(`
    - toolbar "Tools":
      - button "Move" [pressed]
      - 'button "Region brush: paint what should change"'
      - 'button "Region eraser: take paint away from the region"'
      - 'button "Hand: move the view (or hold Space)"'
  `);
  await expect(page.getByRole('tablist', { name: 'Panels' })).toMatchAriaSnapshot(`
    - tablist "Panels":
      - tab "Layers" [selected]
      - tab "Describe"
      - tab "Gallery"
      - tab "History"
  `);
  await expect(page.getByRole('region', { name: 'Picture', exact: true })).toBeVisible();
});

test('every button has a name, in every panel', async () => {
  const { page } = studio;
  for (const panel of ['Layers', 'Describe', 'Gallery', 'History']) {
    await tab(page, panel).click();
    // Asked of the browser's own tree, as a screen reader does.
    const buttons = page.getByRole('button');
    // Together: a panel that is still filling has more of them a moment later.
    await expect(async () => {
      const count = await buttons.count();
      expect(count).toBeGreaterThan(10);
      await expect(page.getByRole('button', { name: /\S/ })).toHaveCount(count, { timeout: 1000 });
    }).toPass({ timeout: 20_000 });
  }
  await tab(page, 'Layers').click();
});

test('a tool reached by Tab shows its name and key, and that it has the focus', async () => {
  const { page } = studio;
  const move = page.getByRole('button', { name: 'Move', exact: true });
  await promptField(page).focus();
  const reached = () => page.evaluate(() => document.activeElement?.closest('[aria-label="Tools"]') instanceof Element);
  for (let i = 0; i < 40 && !(await reached()); i += 1) await page.keyboard.press('Shift+Tab');
  // The bar is one stop: arrows go on within it.
  const tools = await page.getByRole('toolbar', { name: 'Tools' }).getByRole('button').count();
  for (let i = 0; i < tools; i += 1) await page.keyboard.press('ArrowUp');
  await expect(move).toBeFocused();
  await expect(page.getByRole('tooltip')).toHaveText(/Move\s*V/);
  expect(await move.evaluate((button) => getComputedStyle(button).outlineStyle)).not.toBe('none');
});
