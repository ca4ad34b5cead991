/** Keys as Electron's menus spell them. */

import type { Command } from '../../preload/contract/desktop.ts';
import { rowOf } from '../../preload/keys/current-keys.ts';
import { isTyped, type Scope } from '../../preload/keys/scopes.ts';

export interface Accelerator {
  readonly accelerator: string;
  /** False where the menu only shows the key. The window then gives it to what has the focus. */
  readonly registerAccelerator: boolean;
}

/** In a field they act on what is typed there. */
const IN_FIELDS: readonly Command[] = ['undo', 'redo', 'select-all'];
/** The window gives such keys to what has the focus, so the menu only shows them. */
const OF_FOCUS: readonly Scope[] = ['canvas', 'layer', 'list', 'gallery'];

const names: Readonly<Record<string, string>> = {
  '+': 'Plus',
  Enter: 'Return',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
};

/** One character, or a name that Electron has for a key. Under any other name the menu would show nothing. */
const KNOWN =
  /^([\x21-\x7e]|F\d{1,2}|Plus|Return|Left|Right|Up|Down|PageUp|PageDown|Home|End|Insert|Delete|Backspace|Escape)$/;

/** @returns null for a key that Electron's menus do not know */
function spelled(key: string): string | null {
  const [, modifiers = '', last = ''] = /^((?:(?:Ctrl|Alt|Shift)\+)*)(.+)$/su.exec(key) ?? [];
  const name = names[last] ?? last;
  return KNOWN.test(name) ? `${modifiers.replace('Ctrl', 'CmdOrCtrl')}${name}` : null;
}

/** Where Windows has AltGr, these keys type characters. */
const ALT_GR = /^Ctrl\+Alt\+(Shift\+)?.$/u;

/**
 * The keys that the menu shows for a command and listens to. The one to show comes first. A key that types is shown alone.
 * On a Mac it is left out, since a menu there listens to every key that it shows.
 */
export function acceleratorsOf(keys: readonly string[], command: Command, mac: boolean): readonly Accelerator[] {
  const actsInFields = IN_FIELDS.includes(command);
  const isOfLayers = OF_FOCUS.includes(rowOf(command).scope);
  return keys
    .flatMap((key): Accelerator[] => {
      const accelerator = spelled(key);
      const types = isTyped(key) && !actsInFields;
      if (accelerator === null || (mac && types)) return [];
      return [{ accelerator, registerAccelerator: !isOfLayers && !types && (mac || !ALT_GR.test(key)) }];
    })
    .toSorted((one, other) => Number(other.registerAccelerator) - Number(one.registerAccelerator));
}
