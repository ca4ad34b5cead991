import { expect, test } from 'vitest';
import { commandNames } from '../../../../../preload/contract/desktop.ts';
import { keysOfSet } from '../../../../../preload/keys/current-keys.ts';
import { shortcuts } from '../../../../../preload/keys/shortcuts.ts';
import { wordsIn } from '../../../../../preload/words/index.ts';
import { drawTasks } from '../../../../../renderer/generation/tasks/tasks.ts';
import { isFound, openFirst, paletteRows } from '../../../../../renderer/panels/shell/palette-rows.ts';
import { english } from '../../../../helpers/english.ts';

const project = { id: '3c47ea02-0a6b-420c-b631-96c1f0dfd614', name: 'Poster', createdAt: 1, openedAt: 2 };
const rows = paletteRows(english, 'linux', keysOfSet('photoshop'), [project]);
const ids = rows.map(({ id }) => id);

test('the palette has every item of the menu, every key that the key list shows, and every task', () => {
  const ownKey = shortcuts
    .filter(({ label, group }) => label !== null && group !== 'keyboard')
    .map(({ action }) => action);
  // They need a key that is held, a digit, or a row of the list that has the focus.
  const without = ['compare', 'layer-opacity', 'find-action', 'rename-layer'];
  const wanted = [...commandNames, ...ownKey, ...drawTasks.map((task) => `task ${task}`)];
  expect(wanted.filter((id) => !ids.includes(id) && !without.includes(id))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
});

test.each(['en', 'de'] as const)('each row has a name of its own in %s', (language) => {
  const names = paletteRows(wordsIn(language), 'linux', keysOfSet('photoshop'), [project]).map(
    ({ name, group }) => `${name} | ${group}`,
  );
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});

test('a row says the key of its action, and other projects can be opened', () => {
  expect(rows.find(({ id }) => id === 'undo')?.key).toBe('Ctrl+Z');
  expect(rows.find(({ id }) => id === 'grow-region')?.key).toBeNull();
  const krita = paletteRows(english, 'linux', keysOfSet('krita'), []);
  expect(krita.find(({ id }) => id === 'flatten')?.key).toBe('Ctrl+Shift+E');
  expect(rows.at(-1)).toMatchObject({ name: 'Open “Poster”', act: { kind: 'project', id: project.id } });
});

test('what is typed may name its words in any order and in part', () => {
  const contains = (text: string, word: string) => text.toLowerCase().includes(word.toLowerCase());
  const found = (typed: string) =>
    rows.filter(({ name, group, also }) => isFound(typed, `${name} ${group} ${also}`, contains));
  expect(found('region feath').map(({ id }) => id)).toEqual(['feather-region']);
  expect(found('  ')).toHaveLength(rows.length);
  expect(found('xyzzy')).toEqual([]);
});

test('what can be done comes first, in the same order', () => {
  const order = openFirst(rows, ({ id }) => id !== 'task extend' && id !== 'undo').map(({ id }) => id);
  expect(order.slice(-2)).toEqual(['task extend', 'undo']);
  expect(order.slice(0, -2)).toEqual(ids.filter((id) => id !== 'task extend' && id !== 'undo'));
});

test.each(['en', 'de'] as const)('other words of artists find an action in %s, and each belongs to one', (language) => {
  const own = paletteRows(wordsIn(language), 'linux', keysOfSet('photoshop'), []);
  expect(Object.keys(wordsIn(language).palette.also).filter((id) => !own.some((row) => row.id === id))).toEqual([]);
  const contains = (text: string, word: string) => text.toLowerCase().includes(word);
  const found = (typed: string) =>
    own.filter(({ name, group, also }) => isFound(typed, `${name} ${group} ${also}`, contains)).map(({ id }) => id);
  expect(found('psd')).toEqual(['open-as-project', 'export-as']);
  expect(found(language === 'en' ? 'deselect' : 'auswahl aufheben')).toEqual(['clear-mask']);
});
