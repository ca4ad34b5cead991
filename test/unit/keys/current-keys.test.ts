import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type KeyBindings,
  type KeySet,
  keyBindingsSchema,
  keySets,
  usualBindings,
} from '../../../preload/contract/key-bindings.ts';
import { collisions, currentKeys, keysOfSet, rebound, withoutChanges } from '../../../preload/keys/current-keys.ts';
import { type ShortcutAction, shortcuts } from '../../../preload/keys/shortcuts.ts';

const changeable = shortcuts.filter(({ fixed }) => !fixed).map(({ action }) => action);
const keys = [
  'B',
  'C',
  'Shift+B',
  'Ctrl+G',
  'Ctrl+Shift+Z',
  'F5',
  'Enter',
  'Delete',
  'Escape',
  '5',
  'ArrowLeft',
  '+',
  'ü',
];
const fixed: ReadonlySet<string> = new Set(shortcuts.filter((row) => row.fixed).map(({ action }) => action));

type Change = readonly [ShortcutAction, readonly string[] | null];
const changes = fc.array(
  fc.tuple(
    fc.constantFrom(...changeable),
    fc.option(fc.uniqueArray(fc.constantFrom(...keys), { maxLength: 3 }), { nil: null }),
  ),
  { maxLength: 12 },
);
const changedBy = (from: KeyBindings, done: readonly Change[]) =>
  done.reduce((bindings, [action, wanted]) => rebound(bindings, action, wanted), from);

describe.each(keySets)('changes of the set of %s', (set) => {
  const begun = { ...usualBindings, set };

  it('never give a key two meanings, and the last change has its keys', () => {
    fc.assert(
      fc.property(changes, (done) => {
        const current = currentKeys(changedBy(begun, done));
        for (const { action } of shortcuts)
          for (const key of current[action])
            expect([action, key, collisions(current, action, key)]).toEqual([action, key, []]);
        const [action, wanted] = done.at(-1) ?? [];
        if (action !== undefined && wanted)
          expect(current[action]).toEqual(wanted.filter((key) => !isHeld(set, action, key)));
      }),
    );
  });

  it('leave no trace once each action has the keys of the set again', () => {
    fc.assert(
      fc.property(changes, (done) => {
        const changed = changedBy(begun, done);
        expect(
          changedBy(
            changed,
            changeable.map((action) => [action, null]),
          ),
        ).toEqual(begun);
        expect(withoutChanges(changed)).toEqual(begun);
        expect(currentKeys(withoutChanges(changed))).toEqual(keysOfSet(set));
      }),
    );
  });

  it('are the same after they were written to a file', () => {
    fc.assert(
      fc.property(changes, (done) => {
        const changed = changedBy(begun, done);
        expect(keyBindingsSchema.parse(JSON.parse(JSON.stringify(changed)))).toEqual(changed);
      }),
    );
  });
});

/** Whether an action that keeps its keys has the key where the other action would be meant. */
function isHeld(set: KeySet, action: ShortcutAction, key: string): boolean {
  return collisions(keysOfSet(set), action, key).some((one) => fixed.has(one));
}

it('gives an action its key back as soon as nobody else has it', () => {
  const taken = rebound(usualBindings, 'tool-crop', ['B']);
  expect(currentKeys(taken)['tool-brush']).toEqual([]);
  expect(currentKeys(rebound(taken, 'tool-crop', ['F9']))['tool-brush']).toEqual(['B']);
  const back = rebound(taken, 'tool-brush', null);
  expect(currentKeys(back)['tool-brush']).toEqual(['B']);
  expect(currentKeys(back)['tool-crop']).toEqual([]);
});

it('keeps the changes of each set while another one is chosen', () => {
  const changed = rebound(usualBindings, 'undo', ['F9']);
  expect(currentKeys({ ...changed, set: 'krita' }).undo).toEqual(['Ctrl+Z']);
  expect(currentKeys(changed).undo).toEqual(['F9']);
});

it('reads past actions of a newer studio and keys of actions that keep theirs', () => {
  const changes = { 'action-of-tomorrow': ['B'], cancel: ['Q'], undo: ['F9', 'F9'] };
  const current = currentKeys({ version: 1, set: 'photoshop', changes: { photoshop: changes, krita: {} } });
  expect([current.cancel, current.undo, current['tool-brush']]).toEqual([['Escape'], ['F9'], ['B']]);
});
