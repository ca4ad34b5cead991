import { describe, expect, it } from 'vitest';
import { keySets } from '../../../preload/contract/key-bindings.ts';
import { collide, collisions, keysOfSet } from '../../../preload/keys/current-keys.ts';
import { kritaKeys } from '../../../preload/keys/krita.ts';
import { actsIn, reaches } from '../../../preload/keys/scopes.ts';
import { labelOf, shortcuts } from '../../../preload/keys/shortcuts.ts';
import { wordsIn } from '../../../preload/words/index.ts';
import { type KeyPress, meantBy, showKey } from '../../../renderer/tools/key-names.ts';
import { english } from '../../helpers/english.ts';

const photoshop = keysOfSet('photoshop');
const shortcutsOf = (press: KeyPress) => meantBy(photoshop, press).map(({ row }) => row);

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

describe('keys', () => {
  it.each([
    [press('b'), 'tool-brush'],
    [press('c'), 'compare'],
    [press('o', { ctrlKey: true }), 'import-pictures'],
    [press('S', { ctrlKey: true, shiftKey: true }), 'export-picture'],
    [press('c', { ctrlKey: true }), 'copy-pixels'],
    [press('C', { ctrlKey: true, shiftKey: true }), 'copy-merged'],
    [press('v', { ctrlKey: true }), null],
    [press('e', { ctrlKey: true }), 'merge-layers'],
    [press('z', { ctrlKey: true }), 'undo'],
    [press('Z', { ctrlKey: true, shiftKey: true }), 'redo'],
    [press('y', { metaKey: true }), 'redo'],
    [press('[', { code: 'BracketLeft' }), 'brush-smaller'],
    [press('{', { code: 'BracketLeft', shiftKey: true }), 'brush-much-smaller'],
    [press('?', { shiftKey: true }), 'show-shortcuts'],
    [press('+', { ctrlKey: true, shiftKey: true }), 'zoom-in'],
    [press('=', { ctrlKey: true }), 'zoom-in'],
    [press('Enter'), 'accept'],
    [press('Enter', { ctrlKey: true }), 'generate'],
    [press('Escape'), 'cancel'],
    [press('Delete'), 'clear-pixels'],
    [press('ArrowUp', { ctrlKey: true, shiftKey: true }), 'change-up-far'],
    [press('PageDown'), 'layer-below'],
    [press('g', { ctrlKey: true, altKey: true }), 'clip-layer'],
    [press('r', { ctrlKey: true }), 'toggle-rulers'],
    [press(';', { code: 'Semicolon', ctrlKey: true }), 'toggle-guides'],
    [press(':', { code: 'Semicolon', ctrlKey: true, shiftKey: true }), 'toggle-snapping'],
    // On a German keyboard.
    [press('ö', { code: 'Semicolon', ctrlKey: true }), 'toggle-guides'],
    [press(';', { code: 'Comma', ctrlKey: true, shiftKey: true }), 'toggle-snapping'],
    [press('Dead', { code: 'Quote', ctrlKey: true }), 'toggle-grid'],
    [press(']', { code: 'BracketRight', ctrlKey: true, shiftKey: true }), 'layer-to-front'],
  ])('%j', (key, action) => {
    expect(shortcutsOf(key)[0]?.action ?? null).toBe(action);
  });

  it('takes Shift for what it is with letters and named keys', () => {
    expect(shortcutsOf(press('B', { shiftKey: true }))).toEqual([]);
    expect(shortcutsOf(press('Enter', { shiftKey: true }))).toEqual([]);
  });

  it('calls what a button does as the button does', () => {
    const labels = Object.fromEntries(shortcuts.map(({ action, label }) => [action, label && labelOf(english, label)]));
    expect(labels['previous-candidate']).toBe(english.candidate.previous);
    expect(labels['next-candidate']).toBe(english.candidate.next);
  });

  it('renames a layer by a key that acts in the list of layers alone', () => {
    expect(shortcutsOf(press('F2'))).toEqual([expect.objectContaining({ action: 'rename-layer', scope: 'list' })]);
    expect(reaches('list', 'layers')).toBe(true);
    expect(reaches('list', 'canvas')).toBe(false);
  });

  it('leaves Alt to the system', () => {
    expect(shortcutsOf(press('b', { altKey: true }))).toEqual([]);
  });

  it('runs first what acts under a condition, where two actions have a key', () => {
    const keys = shortcuts.flatMap((shortcut) => shortcut.keys);
    const twice = keys.filter((key, at) => keys.indexOf(key) !== at);
    expect(twice.toSorted()).toEqual(
      [
        'M',
        'C',
        'X',
        'Delete',
        'Backspace',
        'Ctrl+J',
        'Ctrl+1',
        'Enter',
        'Enter',
        'ArrowLeft',
        'ArrowRight',
      ].toSorted(),
    );
    expect(shortcutsOf(press('Delete')).map(({ action }) => action)).toEqual(['clear-pixels', 'remove-layer']);
    expect(shortcutsOf(press('x')).map(({ action }) => action)).toEqual(['swap-brush', 'swap-colours']);
    expect(shortcutsOf(press('m')).map(({ action }) => action)).toEqual(['show-confidence', 'tool-marquee']);
    expect(shortcutsOf(press('ArrowLeft')).map(({ action }) => action)).toEqual(['previous-candidate', 'move-left']);
  });

  it('writes arrows and held keys as the platform does', () => {
    expect(showKey('Ctrl+ArrowUp', 'linux', english.keys.names)).toBe('Ctrl+↑');
    expect(showKey('Ctrl+Shift+Z', 'darwin', english.keys.names)).toBe('⌘⇧Z');
    expect(showKey('Ctrl+Shift+Z', 'win32', wordsIn('de').keys.names)).toBe('Strg+Umschalt+Z');
  });
});

describe('where keys act', () => {
  /** Of the last action with a key, which needs neither results nor a region. */
  const scopeOf = (key: string) => shortcuts.findLast(({ keys }) => keys.includes(key))?.scope ?? 'always';

  it('deletes a layer only where layers are, and never behind a dialog', () => {
    for (const key of ['Delete', 'Backspace', 'Ctrl+J']) {
      expect(reaches(scopeOf(key), 'canvas')).toBe(true);
      expect(reaches(scopeOf(key), 'layers')).toBe(true);
      for (const zone of ['panel', 'field', 'overlay'] as const) expect(reaches(scopeOf(key), zone)).toBe(false);
    }
  });

  it('steps back from everywhere but a dialog, a field too', () => {
    for (const zone of ['canvas', 'layers', 'panel', 'field'] as const) {
      expect(reaches(scopeOf('Escape'), zone)).toBe(true);
    }
    expect(reaches(scopeOf('Escape'), 'overlay')).toBe(false);
  });

  it('does nothing to the canvas from the page of the gallery', () => {
    const reached = shortcuts.filter(({ scope }) => reaches(scope, 'gallery')).map(({ action }) => action);
    expect(reached.toSorted()).toEqual(
      [
        ...[
          'cancel',
          'find-action',
          'open-recipe',
          'show-canvas',
          'show-gallery',
          'show-history',
          'show-models',
          'show-preferences',
          'show-projects',
          'show-shortcuts',
        ],
        ...['toggle-full-screen', 'toggle-theme', 'zoom-in', 'zoom-out'],
      ].toSorted(),
    );
    expect(actsIn('pages', 'gallery-field', 'F')).toBe(false);
    expect(actsIn('gallery', 'gallery-field', 'Ctrl+1')).toBe(true);
    expect(reaches('gallery', 'canvas')).toBe(false);
  });

  it('leaves a field what belongs to typing, whichever action has the key', () => {
    for (const key of ['B', 'Shift+T', 'Enter', 'Ctrl+A', 'Ctrl+Z', 'Ctrl+Shift+ArrowLeft', 'Delete']) {
      expect(actsIn('always', 'field', key)).toBe(false);
      expect(actsIn('always', 'panel', key)).toBe(true);
    }
    for (const key of ['Ctrl+Enter', 'Escape', 'F5', 'Ctrl+K']) expect(actsIn('always', 'field', key)).toBe(true);
    expect(reaches(scopeOf('Ctrl+Z'), 'field')).toBe(false);
  });
});

describe.each(keySets)('the set of %s', (set) => {
  const keys = keysOfSet(set);

  it('gives a key one meaning at a time', () => {
    for (const { action } of shortcuts)
      for (const key of keys[action]) expect([action, key, collisions(keys, action, key)]).toEqual([action, key, []]);
  });

  it('keeps Escape, the arrow keys and the clipboard', () => {
    expect(keys.cancel).toEqual(['Escape']);
    expect(keys['move-left']).toEqual(['ArrowLeft']);
    expect([keys['copy-pixels'], keys['cut-pixels']]).toEqual([['Ctrl+C'], ['Ctrl+X']]);
  });
});

describe('the set of Krita', () => {
  const krita = keysOfSet('krita');

  it('has the keys of Krita, and leaves a key of the studio to what Krita means by it', () => {
    for (const [action, keys] of Object.entries(kritaKeys)) expect(krita[action as 'redo']).toEqual(keys);
    expect(krita['tool-text']).toEqual([]);
    expect(krita.generate).toEqual(['Ctrl+Enter']);
  });

  it('takes keys from those actions of the studio alone that Krita has no key for', () => {
    const lost = shortcuts.filter(
      ({ action, keys }) => !(action in kritaKeys) && keys.some((key) => !krita[action].includes(key)),
    );
    expect(lost.map(({ action }) => action)).toEqual(['tool-text']);
  });
});

it('lets two actions share a key only where they act in different places or under different conditions', () => {
  const row = (action: string) => shortcuts.find((one) => one.action === action) as (typeof shortcuts)[number];
  expect(collide(row('compare'), row('tool-crop'))).toBe(false);
  expect(collide(row('accept'), row('show-confidence'))).toBe(true);
  expect(collide(row('rename-layer'), row('paint-rectangle'))).toBe(false);
  expect(collide(row('rename-layer'), row('tool-move'))).toBe(true);
  expect(collide(row('undo'), row('undo'))).toBe(false);
});
