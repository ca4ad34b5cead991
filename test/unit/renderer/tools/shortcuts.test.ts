import { describe, expect, it } from 'vitest';
import { type KeyPress, matchShortcut, shortcuts } from '../../../../renderer/tools/shortcuts.ts';

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
    [press('c', { ctrlKey: true }), null],
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
    [press('Delete'), 'remove-layer'],
  ])('%j', (key, action) => {
    expect(matchShortcut(key, false)).toBe(action);
  });

  it('takes Shift for what it is with letters and named keys', () => {
    expect(matchShortcut(press('B', { shiftKey: true }), false)).toBeNull();
    expect(matchShortcut(press('Enter', { shiftKey: true }), false)).toBeNull();
  });

  it('leaves a field what belongs to typing', () => {
    for (const key of ['b', '[', '?', 'Delete', 'Enter', 'Escape']) expect(matchShortcut(press(key), true)).toBeNull();
    expect(matchShortcut(press('z', { ctrlKey: true }), true)).toBeNull();
    expect(matchShortcut(press('Enter', { ctrlKey: true }), true)).toBe('generate');
  });

  it('leaves Alt to the system', () => {
    expect(matchShortcut(press('b', { altKey: true }), false)).toBeNull();
  });

  it('gives no key to two actions', () => {
    const keys = shortcuts.flatMap((shortcut) => shortcut.keys);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
