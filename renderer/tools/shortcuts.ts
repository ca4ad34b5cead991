/** The keys of the studio, as data: the key list shows this table, and key presses are looked up in it. */

/**
 * Where a key acts. What has the focus comes first (editor/focus.ts), and no key acts behind a dialog or a menu.
 *   canvas: with the focus on the picture, on its tools, or on nothing
 *   layer:  there, and in the list of layers, where the row with the focus is meant
 *   list:   in the list of layers alone
 *   window: anywhere but in a field for words or numbers
 *   always: in a field, too
 */
export type Scope = 'canvas' | 'layer' | 'list' | 'window' | 'always';

export interface Shortcut {
  readonly action: ShortcutAction;
  /** 'Ctrl+Shift+Z', 'B', '[': `Ctrl` is also Command on a Mac. The first is the one to show. */
  readonly keys: readonly string[];
  readonly label: string;
  readonly group: 'Tools' | 'View' | 'Edit' | 'Layers' | 'Draw' | 'Picture by keyboard';
  readonly scope: Scope;
  /** How the keys of several rows stand in the key list, in the first of them; rows without a label are not listed. */
  readonly shown?: string;
  /** Goes on while the key is held down. */
  readonly repeats?: true;
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
  | 'new-project'
  | 'import-pictures'
  | 'export-picture'
  | 'undo'
  | 'redo'
  | 'clear-mask'
  | 'remove-layer'
  | 'duplicate-layer'
  | 'rename-layer'
  | 'generate'
  | 'accept'
  | 'cancel'
  | 'compare'
  | 'choose-task'
  | 'previous-candidate'
  | 'next-candidate'
  | 'show-confidence'
  | 'show-shortcuts'
  | 'layer-above'
  | 'layer-below'
  | 'paint-rectangle'
  | `${Way}-${Heading}${'' | '-far'}`;

type Way = 'move' | 'change';
type Heading = 'left' | 'right' | 'up' | 'down';

const always = { scope: 'always' } as const;
const window = { scope: 'window' } as const;
const canvas = { scope: 'canvas' } as const;
const layer = { scope: 'layer' } as const;
const list = { scope: 'list' } as const;
const repeats = { repeats: true } as const;

/** Of two actions with one key the first that has something to do is done. */
export const shortcuts: readonly Shortcut[] = [
  { action: 'tool-move', keys: ['V'], label: 'Move', group: 'Tools', ...window },
  { action: 'tool-brush', keys: ['B'], label: 'Brush for the painted area', group: 'Tools', ...window },
  { action: 'tool-eraser', keys: ['E'], label: 'Eraser for the painted area', group: 'Tools', ...window },
  { action: 'tool-hand', keys: ['H'], label: 'Hand (hold Space)', group: 'Tools', ...window },
  { action: 'swap-brush', keys: ['X'], label: 'Swap brush and eraser', group: 'Tools', ...window },
  { action: 'brush-smaller', keys: ['['], label: 'Smaller brush', group: 'Tools', ...window, ...repeats },
  { action: 'brush-bigger', keys: [']'], label: 'Bigger brush', group: 'Tools', ...window, ...repeats },
  {
    action: 'brush-much-smaller',
    keys: ['Shift+['],
    label: 'Much smaller brush',
    group: 'Tools',
    ...window,
    ...repeats,
  },
  { action: 'brush-much-bigger', keys: ['Shift+]'], label: 'Much bigger brush', group: 'Tools', ...window, ...repeats },
  { action: 'zoom-in', keys: ['Ctrl++', 'Ctrl+='], label: 'Zoom in', group: 'View', ...always, ...repeats },
  { action: 'zoom-out', keys: ['Ctrl+-'], label: 'Zoom out', group: 'View', ...always, ...repeats },
  { action: 'zoom-fit', keys: ['Ctrl+0'], label: 'Fit the page', group: 'View', ...always },
  { action: 'zoom-100', keys: ['Ctrl+1'], label: 'Actual size', group: 'View', ...always },
  { action: 'new-project', keys: ['Ctrl+N'], label: 'New project', group: 'Edit', ...always },
  { action: 'import-pictures', keys: ['Ctrl+O'], label: 'Bring in pictures', group: 'Edit', ...always },
  { action: 'export-picture', keys: ['Ctrl+Shift+S'], label: 'Export the picture', group: 'Edit', ...always },
  { action: 'undo', keys: ['Ctrl+Z'], label: 'Undo', group: 'Edit', ...window, ...repeats },
  { action: 'redo', keys: ['Ctrl+Shift+Z', 'Ctrl+Y'], label: 'Redo', group: 'Edit', ...window, ...repeats },
  { action: 'clear-mask', keys: ['Ctrl+D'], label: 'Clear the painted area', group: 'Edit', ...window },
  { action: 'remove-layer', keys: ['Delete', 'Backspace'], label: 'Delete the layer', group: 'Layers', ...layer },
  { action: 'duplicate-layer', keys: ['Ctrl+J'], label: 'Duplicate the layer', group: 'Layers', ...layer },
  { action: 'rename-layer', keys: ['F2'], label: 'Rename the layer, in the list', group: 'Layers', ...list },
  { action: 'generate', keys: ['Ctrl+Enter'], label: 'Draw', group: 'Draw', ...always },
  { action: 'choose-task', keys: ['T'], label: 'What to do', group: 'Draw', ...window },
  { action: 'accept', keys: ['Enter'], label: 'Keep the picture', group: 'Draw', ...canvas },
  {
    action: 'cancel',
    keys: ['Escape'],
    label: 'Step back: stop, discard, clear the painted area, choose no layer',
    group: 'Draw',
    ...always,
  },
  { action: 'compare', keys: ['C'], label: 'Compare with before (hold)', group: 'Draw', ...window },
  {
    action: 'previous-candidate',
    keys: ['ArrowLeft'],
    label: 'Previous picture',
    group: 'Draw',
    ...canvas,
    ...repeats,
  },
  { action: 'next-candidate', keys: ['ArrowRight'], label: 'Next picture', group: 'Draw', ...canvas, ...repeats },
  { action: 'show-confidence', keys: ['M'], label: 'Map of how sure the model was', group: 'Draw', ...window },
  { action: 'show-shortcuts', keys: ['?'], label: 'Show all keys', group: 'View', ...window },
  ...byKeyboard(),
];

/** What a pointer does on the picture, for those who use none. With Shift ten times as far. */
function byKeyboard(): Shortcut[] {
  const group = 'Picture by keyboard';
  const rows: [action: ShortcutAction, key: string, label: string, shown?: string][] = [
    ['move-left', 'ArrowLeft', 'Move the layer or the rectangle', '← → ↑ ↓'],
    ['move-right', 'ArrowRight', ''],
    ['move-up', 'ArrowUp', ''],
    ['move-down', 'ArrowDown', ''],
    ['change-up', 'Ctrl+ArrowUp', 'Scale the layer, height of the rectangle', 'Ctrl+↑ ↓'],
    ['change-down', 'Ctrl+ArrowDown', ''],
    ['change-right', 'Ctrl+ArrowRight', 'Turn the layer, width of the rectangle', 'Ctrl+← →'],
    ['change-left', 'Ctrl+ArrowLeft', ''],
  ];
  return [
    { action: 'layer-above', keys: ['PageUp'], label: 'Choose the layer above', group, ...canvas, ...repeats },
    { action: 'layer-below', keys: ['PageDown'], label: 'Choose the layer below', group, ...canvas, ...repeats },
    { action: 'paint-rectangle', keys: ['R'], label: 'Begin a rectangle to paint; Enter paints it', group, ...canvas },
    ...rows.map(
      ([action, key, label, shown]): Shortcut => ({
        action,
        keys: [key],
        label,
        group,
        ...canvas,
        ...repeats,
        ...(shown && { shown }),
      }),
    ),
    ...rows.map(
      ([action, key]): Shortcut => ({
        action: `${action}-far` as ShortcutAction,
        keys: [key.replace('Arrow', 'Shift+Arrow')],
        label: '',
        group,
        ...canvas,
        ...repeats,
      }),
    ),
  ];
}
