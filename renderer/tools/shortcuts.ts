/** The keys of the studio, as data: the key list shows this table and `matchShortcut` reads it. */

export interface Shortcut {
  readonly action: ShortcutAction;
  /** 'Ctrl+Shift+Z', 'B', '[': `Ctrl` is also Command on a Mac. The first is the one to show. */
  readonly keys: readonly string[];
  readonly label: string;
  readonly group: 'Tools' | 'View' | 'Edit' | 'Layers' | 'Draw';
}

export type ShortcutAction =
  | 'tool-move'
  | 'tool-brush'
  | 'tool-eraser'
  | 'tool-hand'
  | 'swap-brush'
  | 'brush-smaller'
  | 'brush-bigger'
  | 'brush-much-smaller'
  | 'brush-much-bigger'
  | 'zoom-in'
  | 'zoom-out'
  | 'zoom-fit'
  | 'zoom-100'
  | 'import-pictures'
  | 'export-picture'
  | 'undo'
  | 'redo'
  | 'clear-mask'
  | 'remove-layer'
  | 'duplicate-layer'
  | 'generate'
  | 'accept'
  | 'cancel'
  | 'compare'
  | 'choose-task'
  | 'previous-candidate'
  | 'next-candidate'
  | 'show-confidence'
  | 'show-shortcuts';

export const shortcuts: readonly Shortcut[] = [
  { action: 'tool-move', keys: ['V'], label: 'Move', group: 'Tools' },
  { action: 'tool-brush', keys: ['B'], label: 'Mask brush', group: 'Tools' },
  { action: 'tool-eraser', keys: ['E'], label: 'Mask eraser', group: 'Tools' },
  { action: 'tool-hand', keys: ['H'], label: 'Hand (hold Space)', group: 'Tools' },
  { action: 'swap-brush', keys: ['X'], label: 'Swap brush and eraser', group: 'Tools' },
  { action: 'brush-smaller', keys: ['['], label: 'Smaller brush', group: 'Tools' },
  { action: 'brush-bigger', keys: [']'], label: 'Bigger brush', group: 'Tools' },
  { action: 'brush-much-smaller', keys: ['Shift+['], label: 'Much smaller brush', group: 'Tools' },
  { action: 'brush-much-bigger', keys: ['Shift+]'], label: 'Much bigger brush', group: 'Tools' },
  { action: 'zoom-in', keys: ['Ctrl++', 'Ctrl+='], label: 'Zoom in', group: 'View' },
  { action: 'zoom-out', keys: ['Ctrl+-'], label: 'Zoom out', group: 'View' },
  { action: 'zoom-fit', keys: ['Ctrl+0'], label: 'Fit the page', group: 'View' },
  { action: 'zoom-100', keys: ['Ctrl+1'], label: 'Actual size', group: 'View' },
  { action: 'import-pictures', keys: ['Ctrl+O'], label: 'Bring in pictures', group: 'Edit' },
  { action: 'export-picture', keys: ['Ctrl+Shift+S'], label: 'Save the picture as PNG', group: 'Edit' },
  { action: 'undo', keys: ['Ctrl+Z'], label: 'Undo', group: 'Edit' },
  { action: 'redo', keys: ['Ctrl+Shift+Z', 'Ctrl+Y'], label: 'Redo', group: 'Edit' },
  { action: 'clear-mask', keys: ['Ctrl+D'], label: 'Clear the mask', group: 'Edit' },
  { action: 'remove-layer', keys: ['Delete', 'Backspace'], label: 'Delete the layer', group: 'Layers' },
  { action: 'duplicate-layer', keys: ['Ctrl+J'], label: 'Duplicate the layer', group: 'Layers' },
  { action: 'generate', keys: ['Ctrl+Enter'], label: 'Draw', group: 'Draw' },
  { action: 'choose-task', keys: ['T'], label: 'What to do', group: 'Draw' },
  { action: 'accept', keys: ['Enter'], label: 'Keep the result', group: 'Draw' },
  { action: 'cancel', keys: ['Escape'], label: 'Stop, or drop the result', group: 'Draw' },
  { action: 'compare', keys: ['C'], label: 'Compare with before (hold)', group: 'Draw' },
  { action: 'previous-candidate', keys: ['ArrowLeft'], label: 'Result before', group: 'Draw' },
  { action: 'next-candidate', keys: ['ArrowRight'], label: 'Next result', group: 'Draw' },
  { action: 'show-confidence', keys: ['M'], label: 'Map of how sure the model was', group: 'Draw' },
  { action: 'show-shortcuts', keys: ['?'], label: 'Show all keys', group: 'View' },
];

/** The part of a KeyboardEvent that counts. */
export interface KeyPress {
  readonly key: string;
  /** The place of the key on the board: tells [ from { whatever Shift does to it. */
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** Keys that keep their meaning while the user types in a field. */
const alsoWhileTyping: ReadonlySet<ShortcutAction> = new Set([
  'generate',
  'zoom-in',
  'zoom-out',
  'zoom-fit',
  'zoom-100',
]);

/** The action of a key press; null where it has none, or where it belongs to the field being typed in. */
export function matchShortcut(press: KeyPress, typing: boolean): ShortcutAction | null {
  if (press.altKey) return null;
  const names = namesOf(press);
  const found = shortcuts.find((shortcut) => shortcut.keys.some((key) => names.includes(key)));
  if (found === undefined || (typing && !alsoWhileTyping.has(found.action))) return null;
  return found.action;
}

const shiftedByCode: Readonly<Record<string, string>> = { BracketLeft: '[', BracketRight: ']' };

/**
 * The names under which a press may stand in the table. A character that needs Shift on some
 * boards ('+', '?') is named without it; the same press is tried with Shift spelled out.
 */
function namesOf(press: KeyPress): string[] {
  const ctrl = press.ctrlKey || press.metaKey ? 'Ctrl+' : '';
  const key = press.key.length === 1 ? press.key.toUpperCase() : press.key;
  const plain = shiftedByCode[press.code] ?? key;
  const isLetter = plain.length === 1 && plain.toLowerCase() !== plain;
  if (!press.shiftKey) return [`${ctrl}${plain}`];
  const spelled = `${ctrl}Shift+${plain}`;
  return isLetter || plain.length > 1 || press.code in shiftedByCode ? [spelled] : [spelled, `${ctrl}${plain}`];
}

/** For a title: 'Ctrl+Z' as the platform writes it. */
export function showKey(key: string, platform: string): string {
  const shown = key.replace('ArrowLeft', '←').replace('ArrowRight', '→');
  if (platform !== 'darwin') return shown;
  return shown.replace('Ctrl+', '⌘').replace('Shift+', '⇧');
}
