import { expect, type Page, test } from '@playwright/test';
import { freshHome, launchStudio, removeHome, type Studio } from '../helpers/launch-studio.ts';
import { fillProject, wordsOf } from '../helpers/many-pictures.ts';
import { axeOn } from './axe.ts';
import { layers, promptField, tab } from './flow.ts';

/** More than a page of the tree. */
const PICTURES = 620;
const idOf = (at: number) => `3c47ea02-0a6b-420c-b631-${String(at).padStart(12, '0')}`;
const RUN = '3c47ea02-0a6b-420c-b631-96c1f0dfd614';
/** Drawings of one family: a run of three of the picture 600, a retouch of the second, and a chain from there. */
const STACK = [601, 602, 603];

test.describe.configure({ mode: 'serial' });
let studio: Studio;
test.beforeAll(async () => {
  const home = freshHome();
  await fillProject(home, PICTURES, 'A long history', (at) => {
    const id = idOf(at);
    if (STACK.includes(at))
      return { id, runId: RUN, parentId: idOf(600), outcome: at === 602 ? 'accepted' : 'dropped' };
    if (at === 604) return { id, task: 'retouch', parentId: idOf(602) };
    if (at > 604 && at < 610) return { id, task: 'retouch', parentId: idOf(at - 1), outcome: 'waiting' };
    if (at > 609 && at < 613) return { id, task: 'vary', parentId: idOf(600), outcome: 'dropped' };
    if (at === 3) return { id, task: 'retouch', parentId: idOf(2), seed: 77 };
    return { id };
  });
  studio = await launchStudio({ home });
});
test.afterAll(async () => {
  await studio?.quit();
  if (studio !== undefined) removeHome(studio.home);
});

const history = (page: Page) => page.getByRole('main', { name: 'History' });
const tree = (page: Page) => history(page).getByRole('treegrid', { name: /^Drawings, newest first/ });
const node = (page: Page, at: number) => tree(page).getByRole('row', { name: wordsOf(at) });
const details = (page: Page) => history(page).getByRole('complementary', { name: 'The chosen drawing' });
const resize = (width: number, height: number) =>
  studio.app.evaluate(
    ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
    { width, height },
  );

/** Looks at the page as it is, in both themes and sizes, for the eyes and for axe. */
async function look(page: Page, name: string): Promise<void> {
  for (const [width, height] of [
    [1024, 700],
    [1440, 873],
  ] as const) {
    await resize(width, height);
    await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(width);
    for (const theme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme: theme });
      await expect(page.locator(`[data-theme="${theme}"]`).first()).toBeAttached();
      await page.screenshot({ path: `out/${name}-${width}-${theme}.png` });
      expect((await axeOn(page).analyze()).violations).toEqual([]);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  }
}

async function open(page: Page): Promise<void> {
  if (!(await history(page).isVisible())) await page.keyboard.press('Control+Shift+H');
  await expect(tree(page)).toBeVisible();
}

test('Ctrl+Shift+H shows the history as a tree with the newest drawing chosen, and Escape leads back', async () => {
  const { page } = studio;
  await promptField(page).focus();
  await page.keyboard.press('Control+Shift+H');
  await expect(node(page, PICTURES - 1)).toBeFocused();
  await expect(node(page, PICTURES - 1)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Control+2');
  await expect(page.getByRole('main', { name: 'Gallery' })).toBeVisible();
  await page.keyboard.press('Control+Shift+H');
  await expect(tree(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(history(page)).toHaveCount(0);
  await expect(promptField(page)).toBeFocused();
  await tab(page, 'History').click();
  await page.getByRole('button', { name: /^Show as a tree/ }).click();
  await expect(tree(page)).toBeVisible();
});

test('drawings stand below those that they began from, and a run is one stack that opens by key', async () => {
  const { page } = studio;
  await open(page);
  const stack = tree(page).getByRole('row', { name: /a stack of 3 pictures/ });
  await expect(stack).toHaveAttribute('aria-level', '2');
  await expect(stack).toHaveAccessibleName(new RegExp(wordsOf(602)));
  await expect(node(page, 604)).toHaveAttribute('aria-level', '3');
  await stack.click();
  await look(page, 'history-tree');
  await expect(details(page).getByRole('group', { name: 'Pictures of this drawing' }).getByRole('button')).toHaveCount(
    3,
  );
  await stack.focus();
  await page.keyboard.press('s');
  await expect(node(page, 603)).toHaveAttribute('aria-level', '2');
  await node(page, 603).focus();
  await page.keyboard.press('s');
  await expect(node(page, 603)).toHaveCount(0);
});

test('the arrow keys walk, fold and unfold the tree, and the drawing that one began from is one press away', async () => {
  const { page } = studio;
  await open(page);
  await node(page, 604).click();
  await page.keyboard.press('ArrowLeft');
  await expect(node(page, 605)).toHaveCount(0);
  await page.keyboard.press('ArrowRight');
  await expect(node(page, 605)).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(node(page, 605)).toBeFocused();
  await expect(details(page).getByRole('region', { name: wordsOf(605) })).toBeVisible();
  await details(page)
    .getByRole('button', { name: `Began from “${wordsOf(604)}”` })
    .click();
  await expect(details(page).getByRole('region', { name: wordsOf(604) })).toBeVisible();
});

test('two drawings are compared, with what was different in their making', async () => {
  const { page } = studio;
  await open(page);
  await node(page, 604).click();
  await node(page, 606).click({ modifiers: ['Control'] });
  await details(page).getByRole('button', { name: 'Compare', exact: true }).click();
  await expect(page.getByRole('dialog', { name: 'Compare two pictures' })).toBeVisible();
  await expect(page.getByRole('row', { name: 'Seed 604 606' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await node(page, 605).click();
  await details(page).getByRole('button', { name: 'Compare with it' }).click();
  await expect(page.getByRole('row', { name: 'Seed 604 605' })).toBeVisible();
  await page.keyboard.press('Escape');
});

test('a drawing far below is reached by scrolling, and its settings and picture go on from there', async () => {
  const { page } = studio;
  await open(page);
  await tree(page).focus();
  await expect
    .poll(async () => {
      await tree(page).evaluate((list) => list.scrollTo(0, list.scrollHeight));
      return node(page, 3).count();
    })
    .toBe(1);
  await expect(node(page, 3)).toHaveAttribute('aria-level', '2');
  await node(page, 3).click();
  await details(page).getByRole('button', { name: 'Use settings', exact: true }).click();
  await expect(history(page)).toHaveCount(0);
  await expect(promptField(page)).toHaveValue(wordsOf(3));
  await expect(page.getByText('Seed kept')).toHaveCount(0);
  await tab(page, 'Layers').click();
  const before = await layers(page).count();
  await page.keyboard.press('Control+Shift+H');
  await expect(node(page, 3)).toBeFocused();
  await details(page).getByRole('button', { name: 'Put on the page' }).click();
  await expect(history(page)).toHaveCount(0);
  await expect(layers(page)).toHaveCount(before + 1);
});

test('a picture of the gallery is found in the tree, however far below it stands', async () => {
  const { page } = studio;
  await page.keyboard.press('Control+2');
  const gallery = page.getByRole('main', { name: 'Gallery' });
  await gallery.getByRole('searchbox').fill('00003');
  await gallery.getByRole('row', { name: wordsOf(3) }).press('Enter');
  await page.getByRole('button', { name: 'Show in the tree of the history' }).click();
  await expect(node(page, 3)).toBeFocused();
  await expect(node(page, 3)).toHaveAttribute('aria-selected', 'true');
  await expect(details(page).getByRole('region', { name: wordsOf(3) })).toBeVisible();
});
