import type { CurrentKeys } from '../../preload/keys/current-keys.ts';
import { type Shortcut, shortcuts } from '../../preload/keys/shortcuts.ts';
import type { StudioWords } from '../../preload/words/index.ts';

/** The fields of a KeyboardEvent that are used. */
export interface KeyPress {
  readonly key: string;
  /** The physical key. It identifies the bracket keys even where Shift changes the character. */
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** A key that was pressed, as it is spelled in the table, and a row that it means. */
export interface Meant {
  readonly key: string;
  readonly row: Shortcut;
}

/**
 * What a key press means. Actions that act only under a condition come first. Nothing is meant where Alt is held alone,
 * since the system uses these keys.
 */
export function meantBy(keys: CurrentKeys, press: KeyPress): readonly Meant[] {
  if (press.altKey && !press.ctrlKey && !press.metaKey) return [];
  const names = namesOf(press);
  const meant = shortcuts.flatMap((row): Meant[] => {
    const key = keys[row.action].find((one) => names.includes(one));
    return key === undefined ? [] : [{ key, row }];
  });
  return [...meant.filter(({ row }) => row.when), ...meant.filter(({ row }) => !row.when)];
}

/** The name by which a key press is kept when it is recorded. */
export function nameOf(press: KeyPress): string {
  return namesOf(press).at(-1) ?? press.key;
}

/** Keys that are known by their place, since Shift or the language of the keyboard gives them other characters. */
const shiftedByCode: Readonly<Record<string, string>> = {
  BracketLeft: '[',
  BracketRight: ']',
  Semicolon: ';',
  Quote: "'",
};

/**
 * The names of a key press that the table may use. A character that needs Shift on some keyboards ('+', '?') has a
 * name without Shift and a name with it.
 */
function namesOf(press: KeyPress): string[] {
  const ctrl = `${press.ctrlKey || press.metaKey ? 'Ctrl+' : ''}${press.altKey ? 'Alt+' : ''}`;
  const key = press.key.length === 1 ? press.key.toUpperCase() : press.key;
  const plain = shiftedByCode[press.code] ?? key;
  const isLetter = plain.length === 1 && plain.toLowerCase() !== plain;
  if (!press.shiftKey) return [`${ctrl}${plain}`];
  const spelled = `${ctrl}Shift+${plain}`;
  return isLetter || plain.length > 1 || press.code in shiftedByCode ? [spelled] : [spelled, `${ctrl}${plain}`];
}

const drawn: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  PageUp: 'Page ↑',
  PageDown: 'Page ↓',
};

/** The key as the platform writes it, for tooltips: 'Ctrl+Z'. */
export function showKey(key: string, platform: string, names: StudioWords['keys']['names']): string {
  const shown = key.replace(/(Arrow|Page)[A-Z][a-z]+$/, (name) => drawn[name] ?? name);
  if (platform !== 'darwin')
    return shown.replace(/Ctrl|Alt|Shift|Delete/g, (name) => names[name as keyof typeof names]);
  return shown.replace('Ctrl+', '⌘').replace('Alt+', '⌥').replace('Shift+', '⇧');
}
