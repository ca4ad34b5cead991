import { keySchema, MOST_KEYS } from '../../preload/contract/key-bindings.ts';
import { type CurrentKeys, collisions, rowOf } from '../../preload/keys/current-keys.ts';
import type { ShortcutAction } from '../../preload/keys/shortcuts.ts';
import { type KeyPress, nameOf } from './key-names.ts';

/** What becomes of a key press that is recorded for an action. */
export type Recorded =
  /** The key is no more than held, so the next one counts. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'free'; readonly key: string }
  /** The key means the other actions at present. */
  | { readonly kind: 'taken'; readonly key: string; readonly others: readonly ShortcutAction[] }
  | { readonly kind: 'fixed'; readonly key: string; readonly others: readonly ShortcutAction[] }
  | { readonly kind: 'refused'; readonly key: string; readonly why: 'system' | 'altAlone' | 'unknown' | 'most' };

const HELD = /^(Shift|Control|Alt|AltGraph|Meta|CapsLock|Fn|NumLock|OS)$/;
/** The browser does not say which character they are. */
const NAMELESS = /(Dead|Process|Unidentified)$/;
/** The system, Electron and every field have these. */
const OF_SYSTEM = /^(Ctrl\+[CVXQWHM]|(Ctrl\+)?(Shift\+)?Tab|F11|F12|(Ctrl\+)?(Alt\+)?(Shift\+)? )$/;

/**
 * Judges a key press.
 * @param action what the key should mean
 * @param own the keys that the action keeps beside the new one
 */
export function recorded(
  press: KeyPress,
  action: ShortcutAction,
  own: readonly string[],
  current: CurrentKeys,
): Recorded {
  if (HELD.test(press.key)) return { kind: 'waiting' };
  const key = nameOf(press);
  if (OF_SYSTEM.test(key)) return { kind: 'refused', key, why: 'system' };
  if (press.altKey && !press.ctrlKey && !press.metaKey) return { kind: 'refused', key, why: 'altAlone' };
  if (NAMELESS.test(key) || !keySchema.safeParse(key).success) return { kind: 'refused', key, why: 'unknown' };
  if (own.length >= MOST_KEYS) return { kind: 'refused', key, why: 'most' };
  const others = collisions(current, action, key);
  const fixed = others.filter((other) => rowOf(other).fixed);
  if (fixed.length > 0) return { kind: 'fixed', key, others: fixed };
  return others.length > 0 ? { kind: 'taken', key, others } : { kind: 'free', key };
}
