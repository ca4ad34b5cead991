/** Which keys mean an action: those of the chosen set with the artist's changes. Keys never mean two things at once. */

import type { KeyBindings, KeySet } from '../contract/key-bindings.ts';
import { kritaKeys } from './krita.ts';
import { meet } from './scopes.ts';
import { type Shortcut, type ShortcutAction, shortcuts } from './shortcuts.ts';

/** The keys of every action. The first one is shown. */
export type CurrentKeys = Readonly<Record<ShortcutAction, readonly string[]>>;

/** Keys of some actions. A layer of keys that lies over another takes the keys that it names from the one below. */
type Layer = Readonly<Record<string, readonly string[] | undefined>>;

const rows = new Map(shortcuts.map((row) => [row.action, row]));

export function rowOf(action: ShortcutAction): Shortcut {
  const row = rows.get(action);
  if (row === undefined) throw new Error(`The table of keys has no row for ${action}.`);
  return row;
}

const setLayers: Readonly<Record<KeySet, readonly Layer[]>> = { photoshop: [], krita: [kritaKeys] };
const defaults: Layer = Object.fromEntries(shortcuts.map(({ action, keys }) => [action, keys]));

const begun: Readonly<Record<KeySet, CurrentKeys>> = {
  photoshop: laidOver([...setLayers.photoshop, defaults]),
  krita: laidOver([...setLayers.krita, defaults]),
};

/** The keys of a set as it begins. */
export function keysOfSet(set: KeySet): CurrentKeys {
  return begun[set];
}

/** The keys of the chosen set with the artist's changes. */
export function currentKeys({ set, changes }: KeyBindings): CurrentKeys {
  return laidOver([changeable(changes[set]), ...setLayers[set], defaults]);
}

/** Whether both actions may be meant by one key at the same time. */
export function collide(one: Shortcut, other: Shortcut): boolean {
  return one.action !== other.action && one.when === other.when && meet(one.scope, other.scope);
}

/** The other actions that the key means where it would mean this one. */
export function collisions(keys: CurrentKeys, action: ShortcutAction, key: string): readonly ShortcutAction[] {
  const row = rowOf(action);
  return shortcuts.filter((other) => collide(row, other) && keys[other.action].includes(key)).map((one) => one.action);
}

/**
 * Gives an action other keys. They are taken from the actions that they would mean otherwise.
 * @param wanted the keys; null for those of the set
 */
export function rebound(bindings: KeyBindings, action: ShortcutAction, wanted: readonly string[] | null): KeyBindings {
  const { set } = bindings;
  const { [action]: _, ...others } = bindings.changes[set];
  const usual = keysOfSet(set)[action];
  const keys = wanted ?? usual;
  const freed = Object.entries(others).map(([other, held]): [string, string[]] => [
    other,
    isAction(other) && collide(rowOf(action), rowOf(other)) ? held.filter((key) => !keys.includes(key)) : held,
  ]);
  const own: [string, string[]][] = alike(keys, usual) ? [] : [[action, [...keys]]];
  return { ...bindings, changes: { ...bindings.changes, [set]: Object.fromEntries([...freed, ...own]) } };
}

/** The chosen set as it begins. */
export function withoutChanges(bindings: KeyBindings): KeyBindings {
  return { ...bindings, changes: { ...bindings.changes, [bindings.set]: {} } };
}

export function alike(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((key, index) => key === other[index]);
}

const isAction = (name: string): name is ShortcutAction => rows.has(name as ShortcutAction);

/** Without what a file says of keys that cannot be changed. */
function changeable(changes: Layer): Layer {
  return Object.fromEntries(Object.entries(changes).filter(([name]) => isAction(name) && !rowOf(name).fixed));
}

/** @param layers the first one lies on top */
function laidOver(layers: readonly Layer[]): CurrentKeys {
  const found = new Map<ShortcutAction, readonly string[]>();
  const holders = new Map<string, Shortcut[]>();
  const give = (row: Shortcut, wanted: readonly string[]) => {
    const keys = [...new Set(wanted)].filter((key) => !holders.get(key)?.some((holder) => collide(row, holder)));
    found.set(row.action, keys);
    for (const key of keys) holders.set(key, [...(holders.get(key) ?? []), row]);
  };
  const isFixed = (row: Shortcut) => row.fixed === true;
  // Fixed keys are given first, so that nothing else has them.
  for (const rowsOfTurn of [shortcuts.filter(isFixed), shortcuts.filter((row) => !isFixed(row))]) {
    for (const layer of layers) {
      for (const row of rowsOfTurn) {
        const wanted = layer[row.action];
        if (wanted !== undefined && !found.has(row.action)) give(row, wanted);
      }
    }
  }
  const entries = shortcuts.map(({ action }) => [action, found.get(action) ?? []]);
  return Object.fromEntries(entries) as CurrentKeys;
}
