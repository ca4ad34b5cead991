import { expect, type Page, test } from '@playwright/test';
import type { StudioBridge } from '../../preload/contract/desktop.ts';
import { german } from '../../preload/words/de/index.ts';
import { english } from '../../preload/words/en/index.ts';
import type { Messages } from '../../preload/words/message.ts';
import { patience } from '../helpers/launch-studio.ts';
import { axeOn } from './axe.ts';
import { drawPicture, pageMiddle, promptField } from './flow.ts';
import { oneStudio } from './one-studio.ts';

const studio = oneStudio();

function messagesOf(catalogue: Messages): string[] {
  return Object.values(catalogue).flatMap((one) => (typeof one === 'string' ? [one] : messagesOf(one)));
}

/** English words that a German window does not say. A project's name and the product's are names in both. */
const spoken = new Set(messagesOf(german));
const foreign = new Set(
  messagesOf(english).filter(
    (one) => one.length > 2 && !one.includes('{') && !spoken.has(one) && one !== english.bar.untitled,
  ),
);

/** Every text and every name in the page. */
const saidOn = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const said: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (node instanceof Element) {
        for (const name of ['aria-label', 'title', 'placeholder', 'alt']) said.push(node.getAttribute(name) ?? '');
      } else said.push(node.textContent ?? '');
    }
    return said.map((text) => text.trim()).filter((text) => text !== '');
  });

/** Controls whose words do not fit into them. */
const cutOn = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const controls = document.querySelectorAll<HTMLElement>(
      'button, [role=tab], [role=radio], label, legend, h2, .clip, .choice-label, .slider-head',
    );
    return [...controls]
      .filter((one) => one.checkVisibility() && !one.closest('.visually-hidden'))
      .filter((one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline')
      .map((one) => `${one.className}: ${one.textContent} (${one.scrollWidth} in ${one.clientWidth})`);
  });

async function look(page: Page, state: string): Promise<string[]> {
  const axe = await axeOn(page).analyze();
  return [
    ...(await saidOn(page)).filter((text) => foreign.has(text)).map((text) => `${state}: English: ${text}`),
    ...(await cutOn(page)).map((text) => `${state}: cut: ${text}`),
    ...axe.violations.map(({ id, nodes }) => `${state}: axe: ${id}: ${nodes.map(({ target }) => target)}`),
  ];
}

test('changes to German at once, in every panel, menu and dialog, with nothing cut at 1024x700', async () => {
  test.setTimeout(240_000 * patience);
  const { page, app } = studio;
  await expect(promptField(page)).toBeVisible();
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1024, 700));
  await drawPicture(page, 'a red circle');

  await page.keyboard.press('Escape');
  await page.locator('.canvas-host').focus();
  await page.keyboard.press('Control+,');
  const preferences = page.getByRole('dialog', { name: 'Preferences' });
  await preferences.getByRole('radio', { name: 'Deutsch' }).click();
  await expect(page.getByRole('dialog', { name: 'Einstellungen' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  const found = await look(page, 'Einstellungen');
  await page.getByRole('tab', { name: 'Tastenkürzel' }).click();
  found.push(...(await look(page, 'Tastenkürzel ändern')));
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.locator('.canvas-host').focus();
  await page.keyboard.press('Control+n');
  await expect(page.getByRole('dialog', { name: german.newPage.title })).toBeVisible();
  found.push(...(await look(page, 'Neues Projekt')));
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();

  for (const name of ['Ebenen', 'Beschreiben', 'Galerie', 'Verlauf']) {
    await page.getByRole('tab', { name }).click();
    found.push(...(await look(page, name)));
  }
  await page.getByRole('button', { name: 'Optionen' }).click();
  found.push(...(await look(page, 'Optionen')));
  await page.getByRole('button', { name: 'Optionen' }).click();
  await page.getByRole('button', { name: /^Aufgabe/ }).click();
  found.push(...(await look(page, 'Aufgaben')));
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Alle Tastenkürzel' }).click();
  found.push(...(await look(page, 'Tastenkürzel')));
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Projekt', exact: true }).click();
  found.push(...(await look(page, 'Projektmenü')));
  await page.keyboard.press('Escape');
  await page.locator('.canvas-host').focus();
  await page.keyboard.press('b');
  const { x, y } = await pageMiddle(page, german.canvas.section);
  await page.mouse.move(x - 60, y);
  await page.mouse.down();
  await page.mouse.move(x + 60, y, { steps: 5 });
  await page.mouse.up();
  await page.getByRole('textbox', { name: german.prompt.label }).fill('a blue square');
  found.push(...(await look(page, 'markiert')));
  await page.getByRole('button', { name: 'Retuschieren', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Diese Retusche behalten?' })).toBeVisible({
    timeout: 60_000 * patience,
  });
  found.push(...(await look(page, 'Ergebnis')));
  expect([...new Set(found)]).toEqual([]);

  const menus = await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label) ?? []);
  expect(menus.filter((label) => label !== '')).toEqual(expect.arrayContaining(['&Datei', '&Bearbeiten', '&Hilfe']));
});

test('gives errors by their codes, and speaks German from the next start on', async () => {
  const { page } = studio;
  const refused = await page.evaluate(() => {
    const { studio: bridge } = window as unknown as { studio: StudioBridge };
    return bridge.call('readRecovery', { id: crypto.randomUUID() });
  });
  expect(refused).toMatchObject({ failure: { code: 'recovery.gone' } });
  await studio.restart();
  await expect(studio.page.getByRole('tab', { name: 'Ebenen' })).toBeVisible();
  await expect(studio.page.locator('html')).toHaveAttribute('lang', 'de');
});
