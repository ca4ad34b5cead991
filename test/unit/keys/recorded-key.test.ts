import { expect, it } from 'vitest';
import { keysOfSet } from '../../../preload/keys/current-keys.ts';
import type { KeyPress } from '../../../renderer/tools/key-names.ts';
import { recorded } from '../../../renderer/tools/recorded-key.ts';

const keys = keysOfSet('photoshop');
const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  ...{ key, code: '', ctrlKey: false, metaKey: false, shiftKey: false, altKey: false },
  ...held,
});
const record = (key: KeyPress) => recorded(key, 'flatten', [], keys);

it('waits while modifier keys alone are held', () => {
  for (const key of ['Shift', 'Control', 'Alt', 'AltGraph', 'Meta'])
    expect(record(press(key))).toEqual({ kind: 'waiting' });
});

it('takes a free key by the name by which it is found later', () => {
  expect(record(press('F', { ctrlKey: true, shiftKey: true }))).toEqual({ kind: 'free', key: 'Ctrl+Shift+F' });
  expect(record(press('!', { shiftKey: true }))).toEqual({ kind: 'free', key: '!' });
  expect(record(press('ö'))).toEqual({ kind: 'free', key: 'Ö' });
  expect(record(press('F9'))).toEqual({ kind: 'free', key: 'F9' });
  expect(record(press('m', { metaKey: true, altKey: true }))).toEqual({ kind: 'free', key: 'Ctrl+Alt+M' });
});

it('names the other action that has the key', () => {
  expect(record(press('g', { ctrlKey: true }))).toEqual({ kind: 'taken', key: 'Ctrl+G', others: ['group-layers'] });
  // The comparison has C too, but only while results wait.
  expect(record(press('c'))).toEqual({ kind: 'taken', key: 'C', others: ['tool-crop'] });
  expect(record(press('ArrowLeft'))).toEqual({ kind: 'fixed', key: 'ArrowLeft', others: ['move-left'] });
  expect(record(press('7'))).toEqual({ kind: 'fixed', key: '7', others: ['layer-opacity'] });
});

it('refuses what the system, fields and menus have, and what has no name', () => {
  const refused = (key: KeyPress) => record(key).kind === 'refused' && (record(key) as { why: string }).why;
  expect(refused(press('v', { ctrlKey: true }))).toBe('system');
  expect(refused(press(' '))).toBe('system');
  expect(refused(press('Tab', { ctrlKey: true }))).toBe('system');
  expect(refused(press('F11'))).toBe('system');
  expect(refused(press('x', { altKey: true }))).toBe('altAlone');
  expect(refused(press('Dead'))).toBe('unknown');
  // Its place says which key it is.
  expect(record(press('Dead', { code: 'Quote', ctrlKey: true, altKey: true }))).toMatchObject({ key: "Ctrl+Alt+'" });
  const many = Array.from({ length: 10 }, (_, index) => `F${index + 1}`);
  expect(recorded(press('Home'), 'flatten', many, keys)).toMatchObject({ kind: 'refused', why: 'most' });
});
