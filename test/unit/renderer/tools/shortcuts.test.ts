import { describe, expect, it } from 'vitest';
import { wordsIn } from '../../../../preload/words/index.ts';
import { reaches } from '../../../../renderer/editor/focus.ts';
import { type KeyPress, shortcutsOf, showKey } from '../../../../renderer/tools/key-names.ts';
import { labelOf, shortcuts } from '../../../../renderer/tools/shortcuts.ts';
import { english } from '../../../helpers/english.ts';

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

  it('gives a key to two actions only where one of them waits for results, or for a region', () => {
    const keys = shortcuts.flatMap((shortcut) => shortcut.keys);
    const twice = keys.filter((key, at) => keys.indexOf(key) !== at);
    expect(twice).toEqual(['M', 'C', 'X', 'Delete', 'Backspace', 'Ctrl+J', 'Enter', 'ArrowLeft', 'ArrowRight']);
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

  it('leaves a field what belongs to typing', () => {
    const typed = shortcuts.filter(({ keys }) => keys.some((key) => !key.startsWith('Ctrl+') && key !== 'Escape'));
    for (const { scope } of typed) expect(reaches(scope, 'field')).toBe(false);
    expect(reaches(scopeOf('Ctrl+Z'), 'field')).toBe(false);
    expect(reaches(scopeOf('Ctrl+Enter'), 'field')).toBe(true);
  });
});
