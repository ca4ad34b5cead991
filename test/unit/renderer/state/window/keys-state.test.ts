import { expect, it } from 'vitest';
import { StudioError } from '../../../../../preload/contract/errors.ts';
import { type KeyBindings, usualBindings } from '../../../../../preload/contract/key-bindings.ts';
import { rebound } from '../../../../../preload/keys/current-keys.ts';
import type { Said } from '../../../../../preload/words/index.ts';
import { createKeysState } from '../../../../../renderer/state/window/keys-state.ts';
import { english } from '../../../../helpers/english.ts';

/** The keys of a window whose main process keeps them, or refuses to while `refuses` is set. */
function begun() {
  const main = { kept: [] as KeyBindings[], refuses: false, file: null as KeyBindings | null };
  const told: Said[] = [];
  const keys = createKeysState({
    notify: (_kind, text) => told.push(text),
    desktop: {
      setKeys: async ({ bindings }) => {
        if (main.refuses) throw StudioError.of('keys.not-kept', {});
        main.kept.push(bindings);
        return {};
      },
      exportKeys: async () => ({ saved: true }),
      importKeys: async () => ({ bindings: main.file }),
    },
  });
  return { main, keys, told: () => told.map((text) => text(english)) };
}

it('acts with a new key only once it is kept', async () => {
  const { main, keys, told } = begun();
  const changing = keys.getState().rebind('undo', ['F9']);
  expect(keys.getState().current.undo).toEqual(['Ctrl+Z']);
  await changing;
  expect(keys.getState().current.undo).toEqual(['F9']);
  main.refuses = true;
  await keys.getState().rebind('undo', ['F10']);
  expect(keys.getState().current.undo).toEqual(['F9']);
  expect(told()).toEqual([expect.stringContaining('could not be saved')]);
});

it('loses none of two changes that follow one another at once', async () => {
  const { main, keys } = begun();
  await Promise.all([keys.getState().rebind('undo', ['F9']), keys.getState().rebind('redo', ['F10'])]);
  expect(keys.getState().current).toMatchObject({ undo: ['F9'], redo: ['F10'] });
  expect(main.kept.at(-1)).toEqual(keys.getState().bindings);
});

it('brings the keys before a reset or a file back, and a file that was not chosen changes nothing', async () => {
  const { main, keys } = begun();
  await keys.getState().rebind('undo', ['F9']);
  await keys.getState().resetAll();
  expect(keys.getState().bindings).toEqual(usualBindings);
  await keys.getState().takeBack();
  expect(keys.getState()).toMatchObject({ current: { undo: ['F9'] }, before: null });
  await keys.getState().importFile();
  expect(keys.getState().current.undo).toEqual(['F9']);
  main.file = rebound({ ...usualBindings, set: 'krita' }, 'redo', ['F8']);
  await keys.getState().importFile();
  expect(keys.getState().bindings).toEqual(main.file);
  await keys.getState().takeBack();
  expect(keys.getState().current.undo).toEqual(['F9']);
});
