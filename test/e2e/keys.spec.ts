import { type ElementHandle, expect, type Locator, test } from '@playwright/test';
import type { Scope, Zone } from '../../preload/keys/scopes.ts';
import { type Shortcut, shortcuts } from '../../preload/keys/shortcuts.ts';
import { keptDocument } from '../helpers/kept-document.ts';
import { patience } from '../helpers/launch-studio.ts';
import {
  draw,
  drawQuickly,
  dropPicture,
  expectSaved,
  nativeSide,
  picture,
  promptField,
  setSize,
  strokeAcross,
  tab,
  taskPicker,
} from './flow.ts';
import { oneStudio } from './one-studio.ts';

const studio = oneStudio();

/** Written out once more, so that the studio's own table is compared with something. */
const actsIn: Record<Scope, readonly Zone[]> = {
  canvas: ['canvas'],
  layer: ['canvas', 'layers'],
  list: ['layers'],
  window: ['canvas', 'layers', 'panel'],
  always: ['canvas', 'layers', 'panel', 'field'],
  pages: ['canvas', 'layers', 'panel', 'field', 'gallery', 'gallery-field'],
  gallery: ['gallery', 'gallery-field'],
};

/** Actions that change the document of these tests, whatever else they do. */
const CHANGES =
  /^(remove|duplicate)-layer$|^(clear|cut)-pixels$|^layer-via-copy$|^merge-|^clear-mask$|^select-all$|^invert-region$|^(move|change)-|^undo$/;
/** Actions on layers that change the document or not, as the layer lies that is meant. */
const MAY_CHANGE = /^(group|ungroup)-layers$|^layer-(to-)?(front|forward|backward|back|opacity)$|^clip-layer$/;
/** They open a menu or a dialog, which Escape closes. */
const OPENING: ReadonlySet<string> = new Set([
  'canvas-size',
  'image-size',
  'choose-task',
  'feather-region',
  'show-queue',
  'show-shortcuts',
  'show-models',
  'show-preferences',
]);
/**
 * Not pressed: they open the system's dialogs or another project, or take away what the test looks at. Escape, F2, live
 * drawing, the page of the gallery, panels and the full screen have tests of their own.
 */
const ELSEWHERE =
  /^(import|export|new|rename)-|^open-recipe$|^cancel$|^live$|^show-(gallery|history)$|^toggle-(panels|full-screen)$/;

/**
 * What the focus decides is the zone, and in a zone all keys of a scope act alike. So every key is tried to its end in
 * one place of each zone. In the other places one key of each scope shows that the place is in its zone, and all keys
 * that must not act there are pressed as well.
 */
const WITNESSES: ReadonlySet<string> = new Set(['clear-pixels', 'layer-via-copy', 'clear-mask']);

interface Place {
  readonly name: string;
  readonly zone: Zone;
  /** For the place of its zone in which every key is tried to its end. */
  readonly every?: true;
  readonly open?: () => Promise<void>;
  readonly focus: () => Locator;
  /** Keys that the element uses itself. */
  readonly keeps?: RegExp;
}

const ARROWS = /Arrow|Page/;
const PRESSED = /^(Ctrl\+)?Enter$/;
/** What has been typed before would be asked or drawn. */
const SENT = /Enter$/;
/** Ctrl+A chooses all of them. */
const ROWS = /^(Ctrl\+)?Enter$|Arrow|Page|^Ctrl\+A$/;
const PRESSED_OR_MOVED = /^(Ctrl\+)?Enter$|Arrow|Page/;

/** What an undo has taken away is chosen no more, so that the opacity needs a choice first. */
function places(): Place[] {
  const { page } = studio;
  const panel = () => page.getByRole('tabpanel');
  const show = (name: string) => () => tab(page, name).click();
  // Keys of the place before have chosen another, and the lowest cannot be merged with one below it.
  const chooseTop = () => page.getByRole('row').first().click();
  return [
    { name: 'the canvas', zone: 'canvas', every: true, open: chooseTop, focus: () => page.getByRole('application') },
    {
      name: 'a tool',
      zone: 'canvas',
      open: chooseTop,
      focus: () => page.getByRole('button', { name: 'Move', exact: true }),
      keeps: PRESSED_OR_MOVED,
    },
    {
      name: 'the brush size',
      zone: 'panel',
      // Keys of other tools take it away.
      open: async () => {
        if (!(await page.getByRole('slider', { name: 'Brush size' }).isVisible()))
          await page.getByRole('button', { name: /^Region brush/ }).click();
      },
      focus: () => page.getByRole('slider', { name: 'Brush size' }),
      keeps: ARROWS,
    },
    {
      name: 'a layer',
      zone: 'layers',
      every: true,
      open: () => show('Layers')().then(chooseTop),
      focus: () => page.getByRole('row').first(),
      keeps: ROWS,
    },
    {
      name: 'the opacity',
      zone: 'panel',
      open: () => page.getByRole('row').first().click(),
      focus: () => page.getByRole('slider', { name: 'Opacity' }),
      keeps: ARROWS,
    },
    { name: 'the tab of a panel', zone: 'panel', focus: () => tab(page, 'Layers'), keeps: PRESSED_OR_MOVED },
    {
      name: 'a question',
      zone: 'field',
      every: true,
      open: show('Describe'),
      focus: () => page.getByRole('textbox', { name: 'Ask about the picture' }),
      keeps: SENT,
    },
    {
      name: 'a question to try',
      zone: 'panel',
      every: true,
      focus: () => panel().getByRole('button', { name: 'What is in the picture?' }),
      keeps: PRESSED,
    },
    {
      name: 'the gallery',
      zone: 'panel',
      open: show('Gallery'),
      focus: () => panel().getByRole('row').first(),
      keeps: PRESSED_OR_MOVED,
    },
    {
      name: 'the history',
      zone: 'panel',
      open: show('History'),
      focus: () => panel().getByRole('row').first(),
      keeps: PRESSED_OR_MOVED,
    },
    { name: 'the prompt', zone: 'field', focus: () => promptField(page), keeps: SENT },
    { name: 'the task', zone: 'panel', focus: () => taskPicker(page), keeps: PRESSED_OR_MOVED },
    {
      name: 'the steps',
      zone: 'panel',
      open: () => page.getByRole('button', { name: 'Options' }).click(),
      focus: () => page.getByRole('slider', { name: 'Steps' }),
      keeps: ARROWS,
    },
    // Without what was typed into the prompt, as Ctrl+Enter draws from here.
    {
      name: 'the seed',
      zone: 'field',
      open: () => promptField(page).fill(''),
      focus: () => page.getByRole('textbox', { name: 'Seed' }),
    },
    { name: 'a dialog', zone: 'overlay', open: openKeys, focus: () => page.getByRole('dialog') },
  ];
}

async function openKeys(): Promise<void> {
  await studio.page.getByRole('button', { name: 'All keys' }).click();
  await expect(studio.page.getByRole('dialog')).toBeVisible();
}

async function kept(): Promise<string> {
  await expectSaved(studio.page);
  return keptDocument(studio.home);
}

/** Asks often: what a key does is on disk in some hundredths of a second. */
const expectKept = (message: string) => expect.poll(kept, { message, intervals: [20, 30, 50, 100] });

/** Presses the button as a screen reader does. A pointer on its way there has every button that it passes drawn anew. */
const undo = () => studio.page.getByRole('button', { name: 'Undo' }).dispatchEvent('click');

/** As the table spells a key, for Playwright. */
const spelled = (key: string) =>
  key
    .replace('Ctrl++', 'Control++')
    .replace('Ctrl', 'Control')
    .replace('+[', '+BracketLeft')
    .replace('+]', '+BracketRight');

type Focused = ElementHandle<HTMLElement | SVGElement>;

/**
 * Gives a place the focus before a key is pressed there, and is sure of it. The element of the key before is asked first,
 * since finding it by its name takes long. It may be gone.
 */
async function focused(place: Place, before: Focused | null): Promise<Focused> {
  const take = (one: HTMLElement | SVGElement) => {
    one.focus();
    return document.activeElement === one;
  };
  if (before !== null && (await before.evaluate(take))) return before;
  await place.focus().focus();
  await expect(place.focus(), `${place.name} has the focus`).toBeFocused();
  return (await place.focus().elementHandle()) as Focused;
}

/** Whether a key has opened something that lies over the window. */
function opens({ action, scope }: Shortcut, zone: Zone, key: string): boolean {
  if (action === 'paint-rectangle') return zone === 'canvas';
  if (action === 'find-action') return zone !== 'overlay';
  // A sign is typed there.
  if (zone === 'field') return OPENING.has(action) && actsIn[scope].includes(zone) && key.startsWith('Ctrl+');
  return OPENING.has(action) && zone !== 'overlay';
}

test('a page with two layers, a painted part and a picture in the gallery', async () => {
  const { page } = studio;
  await drawQuickly(page);
  await promptField(page).fill('a red circle');
  await draw(page).click();
  await expect(page.getByRole('row')).toHaveCount(1, { timeout: 60_000 * patience });
  await dropPicture(page, 'teal', 'teal');
  await strokeAcross(page);
  await page.getByRole('button', { name: 'Move', exact: true }).click();
  await promptField(page).fill('');
  await expectSaved(page);
});

test('the keys of the table, with the focus in every place: the document changes where the table says, and only there', async () => {
  test.setTimeout(300_000 * patience);
  const { page } = studio;
  for (const place of places()) {
    await place.open?.();
    const before = await kept();
    let element: Focused | null = null;
    for (const row of shortcuts.filter((one) => !ELSEWHERE.test(one.action))) {
      const { action, keys, scope } = row;
      const acts = actsIn[scope].includes(place.zone);
      // It is pressed after each undo.
      if (acts && action === 'redo') continue;
      if (acts && !place.every && !WITNESSES.has(action)) continue;
      for (const key of keys.filter((one) => !place.keeps?.test(one))) {
        // The key means another action here, and is pressed for that one.
        if (!acts && shortcuts.some((other) => other.keys.includes(key) && actsIn[other.scope].includes(place.zone)))
          continue;
        element = await focused(place, element);
        await page.keyboard.press(spelled(key));
        if (acts && CHANGES.test(action)) {
          await expectKept(`${key} on ${place.name} changes the document`).not.toBe(before);
          if (action === 'undo') await page.keyboard.press('Control+Shift+z');
          else await undo();
          await expectKept(`${key} on ${place.name} is one undo step`).toBe(before);
          continue;
        }
        if (acts && MAY_CHANGE.test(action)) {
          if ((await kept()) !== before) await undo();
          await expectKept(`${key} on ${place.name} is one undo step at most`).toBe(before);
          continue;
        }
        // What a key has done that does nothing here shows at the next key that acts, or at the end of the place.
        if (!opens(row, place.zone, key)) continue;
        if (action !== 'paint-rectangle')
          await page.locator('[role=menu]:focus-within, [role=dialog]:focus-within').first().waitFor();
        await page.keyboard.press('Escape');
        expect(await kept(), `${key} on ${place.name} changes nothing`).toBe(before);
      }
    }
    expect(await kept(), `no key on ${place.name} that acts elsewhere changes anything`).toBe(before);
    if (place.zone === 'overlay') await page.keyboard.press('Escape');
  }
});

test('F2 renames the layer whose row has the focus, and stands in the list of keys', async () => {
  const { page } = studio;
  await tab(page, 'Layers').click();
  await page.getByRole('row').first().focus();
  await page.keyboard.press('F2');
  await page.keyboard.type('lagoon');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('row').first()).toContainText('lagoon');
  // The row has the focus again, and a name that is given up by Escape leaves it there as well.
  await expect(page.getByRole('row').first()).toBeFocused();
  await page.keyboard.press('F2');
  await page.keyboard.type('pond');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('row').first()).toBeFocused();
  await expect(page.getByRole('row').first()).toContainText('lagoon');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('row').first()).toContainText('teal');
  await page.getByRole('application').focus();
  await page.keyboard.press('F2');
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keys' });
  await expect(keys.getByText('Rename the layer, in the list')).toBeVisible();
  await expect(keys.getByText('F2', { exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
});

test('Escape steps back from the prompt: stops the drawing, clears the painted part, chooses no layer', async () => {
  const { page } = studio;
  await page.getByRole('button', { name: 'Clear the region' }).click();
  if (!(await page.getByRole('slider', { name: 'Steps' }).isVisible()))
    await page.getByRole('button', { name: 'Options' }).click();
  await page.getByRole('slider', { name: 'Steps' }).press('End');
  await setSize(page, 4 * nativeSide);
  await promptField(page).fill('a green square');
  await promptField(page).press('Enter');
  await expect(page.getByText(/^Step \d+ of 128/)).toBeVisible({ timeout: 60_000 * patience });
  await expect(promptField(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(draw(page)).toBeEnabled({ timeout: 10_000 * patience });
  await page.getByRole('button', { name: 'Undo' }).click(); // the painted part is back
  await tab(page, 'Layers').click();
  await page.getByRole('row').first().click();
  await expect(page.getByRole('row', { selected: true })).toHaveCount(1);
  await expect(picture(page).getByText('A part is painted.')).toBeVisible();
  await promptField(page).focus();
  await page.keyboard.press('Escape');
  await expect(picture(page).getByText('A part is painted.')).toBeHidden();
  await expect(page.getByRole('row', { selected: true })).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('row', { selected: true })).toHaveCount(0);
});

test('the canvas without a pointer: choose, move, scale, turn, paint a rectangle', async () => {
  const { page } = studio;
  await page.getByRole('application').focus();
  const said = page.locator('[aria-live=polite]');
  await page.keyboard.press('PageUp');
  await expect(said.filter({ hasText: 'Layer 1 of 2' })).toHaveCount(1);
  await page.keyboard.press('PageUp');
  await expect(said.filter({ hasText: 'Layer 2 of 2, “teal”' })).toHaveCount(1);
  const before = await said.filter({ hasText: 'Layer 2' }).textContent();
  const [x = 0] = [...(before ?? '').matchAll(/at (-?\d+), /g)].map(([, place]) => Number(place));
  await page.keyboard.press('Shift+ArrowRight');
  await expect(said.filter({ hasText: `at ${x + 10}, ` })).toHaveCount(1);
  await page.keyboard.press('Control+Shift+ArrowUp');
  await expect(said.filter({ hasText: /7\d by 7\d pixels|220 by 220 pixels/ })).toHaveCount(1);
  await page.keyboard.press('Control+Shift+ArrowRight');
  await expect(said.filter({ hasText: 'turned 10 degrees' })).toHaveCount(1);
  await page.keyboard.press('Shift+r');
  await expect(said.filter({ hasText: /^Rectangle of/ })).toHaveCount(1);
  await page.keyboard.press('Shift+ArrowLeft');
  await page.keyboard.press('Control+ArrowUp');
  await page.keyboard.press('Enter');
  await expect(said.filter({ hasText: 'The rectangle is painted.' })).toHaveCount(1);
  await expect(page.getByRole('button', { name: 'Retouch', exact: true })).toBeVisible();
});
