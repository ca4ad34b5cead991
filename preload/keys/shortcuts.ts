/** The actions of the studio with the keys that they have at first, as data: the table behind every key that is shown. */

import { type AnyLayerCommand, alignments, turns } from '../contract/layer-commands.ts';
import { type ToolName, toolNames } from '../contract/tool-names.ts';
import type { StudioWords } from '../words/index.ts';
import type { Scope } from './scopes.ts';

export const keyGroups = ['tools', 'draw', 'view', 'edit', 'layers', 'file', 'keyboard'] as const;

export interface Shortcut {
  readonly action: ShortcutAction;
  /**
   * The keys of Photoshop's set: 'Ctrl+Shift+Z', 'B', '['. `Ctrl` also stands for Command on a Mac. The first key is the
   * one that is shown. Which keys mean the action at present is in `CurrentKeys`.
   */
  readonly keys: readonly string[];
  /** The key of the row's words (see `labelOf`); null for a row that the key list does not show. */
  readonly label: keyof StudioWords['keys']['actions'] | ToolAction | null;
  readonly group: (typeof keyGroups)[number];
  readonly scope: Scope;
  /**
   * For an action that has something to do only under this condition. It comes before the others that have the same
   * key, and leaves the key to them at other times.
   */
  readonly when?: 'results' | 'region' | 'region-brush' | 'text-tool' | 'new-border';
  /** True where the keys belong to what the action is, and cannot be changed. */
  readonly fixed?: true;
  /** For the first of several rows that the key list shows as one: how it writes their keys. */
  readonly shown?: string;
  /** True where the action repeats while the key is held down. */
  readonly repeats?: true;
}

/** The action that chooses a tool. */
export type ToolAction = `tool-${ToolName}`;

/** They act on the chosen layer where a model has drawn it. */
export const drawnLayerActions = ['open-in-history', 'draw-again', 'redraw-unsure', 'edit-prompt'] as const;
export type DrawnLayerAction = (typeof drawnLayerActions)[number];

export type ShortcutAction =
  | ToolAction
  | KeyboardAction
  | 'next-marquee'
  | 'next-lasso'
  | 'swap-brush'
  | 'swap-colours'
  | 'plain-colours'
  | 'brush-smaller'
  | 'brush-bigger'
  | 'brush-much-smaller'
  | 'brush-much-bigger'
  | 'zoom-in'
  | 'zoom-out'
  | 'zoom-fit'
  | 'zoom-100'
  | 'turn-view-left'
  | 'turn-view-right'
  | 'reset-view-turn'
  | 'new-project'
  | 'import-pictures'
  | 'open-as-project'
  | 'open-recipe'
  | 'export-picture'
  | 'export-as'
  | 'undo'
  | 'redo'
  | 'clear-mask'
  | 'select-all'
  | 'select-again'
  | 'invert-region'
  | 'feather-region'
  | 'grow-region'
  | 'shrink-region'
  | 'region-of-layer'
  | 'show-masks'
  | 'canvas-size'
  | 'image-size'
  | 'crop-to-region'
  | DrawnLayerAction
  | 'select-subject'
  | 'select-by-words'
  | 'remove-object'
  | 'replace-background'
  | 'quick-mask'
  | 'toggle-rulers'
  | 'toggle-guides'
  | 'lock-guides'
  | 'edit-guides'
  | 'clear-guides'
  | 'toggle-grid'
  | 'toggle-pixel-grid'
  | 'toggle-snapping'
  | 'toggle-navigator'
  | AnyLayerCommand
  | 'rename-layer'
  | 'paint-mask'
  | 'lone-mask'
  | 'layer-opacity'
  | 'generate'
  | 'extend-page'
  | 'show-queue'
  | 'live'
  | 'accept'
  | 'cancel'
  | 'compare'
  | 'choose-task'
  | 'repeat'
  | 'type-text'
  | 'previous-candidate'
  | 'next-candidate'
  | 'show-confidence'
  | 'find-action'
  | 'show-shortcuts'
  | 'show-tour'
  | 'toggle-panels'
  | 'toggle-full-screen'
  | 'panels-left'
  | 'panels-right'
  | 'show-canvas'
  | 'show-gallery'
  | 'show-history'
  | 'show-preferences'
  | 'show-models'
  | 'toggle-theme'
  | 'back-up'
  | 'show-versions'
  | 'show-backups'
  | 'save-copy'
  | 'add-project'
  | 'show-projects'
  | 'duplicate-project'
  | 'export-project'
  | 'import-project'
  | 'delete-project'
  | 'show-folder';

/** Replaces the pointer on the picture for people who use only the keyboard (editor/canvas-by-keyboard.ts). */
export type KeyboardAction = 'layer-above' | 'layer-below' | 'paint-rectangle' | `${Way}-${Heading}${'' | '-far'}`;
type Way = 'move' | 'change';
type Heading = 'left' | 'right' | 'up' | 'down';

const always = { scope: 'always' } as const;
const pages = { scope: 'pages' } as const;
const window = { scope: 'window' } as const;
const canvas = { scope: 'canvas' } as const;
const layer = { scope: 'layer' } as const;
const list = { scope: 'list' } as const;
const repeats = { repeats: true } as const;
const fixed = { fixed: true } as const;
/** Only while results wait for a decision. */
const results = { when: 'results' } as const;
/** Only while a region is marked. */
const region = { when: 'region' } as const;

const toolKeys: Readonly<Record<ToolName, readonly string[]>> = {
  move: ['V'],
  marquee: ['M'],
  lasso: ['L'],
  wand: ['W'],
  thing: ['Shift+W'],
  brush: ['B'],
  eraser: ['E'],
  paintbrush: ['P'],
  pencil: ['N'],
  'paint-eraser': ['Shift+E'],
  bucket: ['K'],
  gradient: ['G'],
  eyedropper: ['I'],
  text: ['T'],
  shape: ['U'],
  crop: ['C'],
  hand: ['H'],
  rotate: ['R'],
};

/** Layer commands that have no key at first. */
const bareLayerCommands = [
  'mask-of-region',
  'mask-of-outside',
  'mask-of-subject',
  'mask-show-all',
  'mask-hide-all',
  'mask-clear',
  'mask-apply',
  'mask-toggle',
  'mask-delete',
  'flatten',
  'rasterise',
  'new-fill',
  'new-gradient',
  'new-brightness-contrast',
  'new-levels',
  'new-invert',
  'drop-lost',
  ...turns,
  ...alignments,
] as const satisfies readonly AnyLayerCommand[];

export const shortcuts: readonly Shortcut[] = [
  ...toolNames.map(toolShortcut),
  { action: 'next-marquee', keys: ['Shift+M'], label: 'next-marquee', group: 'tools', ...window },
  { action: 'next-lasso', keys: ['Shift+L'], label: 'next-lasso', group: 'tools', ...window },
  { action: 'swap-brush', keys: ['X'], label: 'swap-brush', group: 'tools', ...window, when: 'region-brush' },
  { action: 'swap-colours', keys: ['X'], label: 'swap-colours', group: 'tools', ...window },
  { action: 'plain-colours', keys: ['D'], label: 'plain-colours', group: 'tools', ...window },
  { action: 'brush-smaller', keys: ['['], label: 'brush-smaller', group: 'tools', ...window, ...repeats },
  { action: 'brush-bigger', keys: [']'], label: 'brush-bigger', group: 'tools', ...window, ...repeats },
  {
    action: 'brush-much-smaller',
    keys: ['Shift+['],
    label: 'brush-much-smaller',
    group: 'tools',
    ...window,
    ...repeats,
  },
  { action: 'brush-much-bigger', keys: ['Shift+]'], label: 'brush-much-bigger', group: 'tools', ...window, ...repeats },
  { action: 'zoom-in', keys: ['Ctrl++', 'Ctrl+='], label: 'zoom-in', group: 'view', ...pages, ...repeats },
  { action: 'zoom-out', keys: ['Ctrl+-'], label: 'zoom-out', group: 'view', ...pages, ...repeats },
  { action: 'zoom-fit', keys: ['Ctrl+0'], label: 'zoom-fit', group: 'view', ...always },
  { action: 'zoom-100', keys: ['Ctrl+1'], label: 'zoom-100', group: 'view', ...always },
  // Characters of their own, which each keyboard has in another place.
  { action: 'turn-view-left', keys: ['<'], label: 'turn-view-left', group: 'view', ...window, ...repeats },
  { action: 'turn-view-right', keys: ['>'], label: 'turn-view-right', group: 'view', ...window, ...repeats },
  { action: 'reset-view-turn', keys: [], label: 'reset-view-turn', group: 'view', ...window },
  { action: 'new-project', keys: ['Ctrl+N'], label: 'new-project', group: 'file', ...always },
  { action: 'import-pictures', keys: ['Ctrl+O'], label: 'import-pictures', group: 'file', ...always },
  { action: 'open-as-project', keys: ['Ctrl+Shift+O'], label: 'open-as-project', group: 'file', ...always },
  { action: 'open-recipe', keys: [], label: 'open-recipe', group: 'file', ...pages },
  { action: 'export-picture', keys: ['Ctrl+Shift+S'], label: 'export-picture', group: 'file', ...always },
  { action: 'export-as', keys: ['Ctrl+Alt+Shift+S'], label: 'export-as', group: 'file', ...always },
  { action: 'back-up', keys: [], label: 'back-up', group: 'file', ...always },
  { action: 'show-versions', keys: [], label: 'show-versions', group: 'file', ...always },
  { action: 'show-backups', keys: [], label: 'show-backups', group: 'file', ...always },
  { action: 'save-copy', keys: [], label: 'save-copy', group: 'file', ...always },
  { action: 'add-project', keys: [], label: 'add-project', group: 'file', ...always },
  { action: 'show-projects', keys: [], label: 'show-projects', group: 'file', ...pages },
  { action: 'duplicate-project', keys: [], label: 'duplicate-project', group: 'file', ...always },
  { action: 'export-project', keys: [], label: 'export-project', group: 'file', ...always },
  { action: 'import-project', keys: [], label: 'import-project', group: 'file', ...always },
  { action: 'delete-project', keys: [], label: 'delete-project', group: 'file', ...always },
  { action: 'show-folder', keys: [], label: 'show-folder', group: 'file', ...always },
  { action: 'undo', keys: ['Ctrl+Z'], label: 'undo', group: 'edit', ...window, ...repeats },
  { action: 'redo', keys: ['Ctrl+Shift+Z', 'Ctrl+Y'], label: 'redo', group: 'edit', ...window, ...repeats },
  { action: 'select-all', keys: ['Ctrl+A'], label: 'select-all', group: 'edit', ...window },
  { action: 'clear-mask', keys: ['Ctrl+D'], label: 'clear-mask', group: 'edit', ...window },
  { action: 'select-again', keys: ['Ctrl+Shift+D'], label: 'select-again', group: 'edit', ...window },
  { action: 'invert-region', keys: ['Ctrl+Shift+I'], label: 'invert-region', group: 'edit', ...window },
  { action: 'feather-region', keys: ['Shift+F6'], label: 'feather-region', group: 'edit', ...window },
  { action: 'grow-region', keys: [], label: 'grow-region', group: 'edit', ...window },
  { action: 'shrink-region', keys: [], label: 'shrink-region', group: 'edit', ...window },
  { action: 'region-of-layer', keys: [], label: 'region-of-layer', group: 'edit', ...layer },
  ...drawnLayerActions.map((action): Shortcut => ({ action, keys: [], label: action, group: 'draw', ...layer })),
  { action: 'select-subject', keys: [], label: 'select-subject', group: 'edit', ...window },
  { action: 'select-by-words', keys: [], label: 'select-by-words', group: 'edit', ...window },
  { action: 'remove-object', keys: [], label: 'remove-object', group: 'draw', ...window },
  { action: 'replace-background', keys: [], label: 'replace-background', group: 'draw', ...window },
  { action: 'show-masks', keys: [], label: 'show-masks', group: 'edit', ...window },
  { action: 'crop-to-region', keys: [], label: 'crop-to-region', group: 'edit', ...window },
  { action: 'image-size', keys: ['Ctrl+Alt+I'], label: 'image-size', group: 'edit', ...window },
  { action: 'canvas-size', keys: ['Ctrl+Alt+C'], label: 'canvas-size', group: 'edit', ...window },
  { action: 'quick-mask', keys: ['Q'], label: 'quick-mask', group: 'view', ...window },
  { action: 'toggle-rulers', keys: ['Ctrl+R'], label: 'toggle-rulers', group: 'view', ...window },
  // On some keyboards ; needs Shift itself, so that this row comes before that of the guides.
  { action: 'toggle-snapping', keys: ['Ctrl+Shift+;'], label: 'toggle-snapping', group: 'view', ...window },
  { action: 'toggle-navigator', keys: [], label: 'toggle-navigator', group: 'view', ...window },
  { action: 'toggle-guides', keys: ['Ctrl+;'], label: 'toggle-guides', group: 'view', ...window },
  { action: 'lock-guides', keys: ['Ctrl+Alt+;'], label: 'lock-guides', group: 'view', ...window },
  { action: 'edit-guides', keys: [], label: 'edit-guides', group: 'view', ...window },
  { action: 'clear-guides', keys: [], label: 'clear-guides', group: 'view', ...window },
  { action: 'toggle-grid', keys: ["Ctrl+'"], label: 'toggle-grid', group: 'view', ...window },
  { action: 'toggle-pixel-grid', keys: [], label: 'toggle-pixel-grid', group: 'view', ...window },
  {
    action: 'clear-pixels',
    keys: ['Delete', 'Backspace'],
    label: 'clear-pixels',
    group: 'layers',
    ...canvas,
    ...region,
  },
  { action: 'layer-via-copy', keys: ['Ctrl+J'], label: 'layer-via-copy', group: 'layers', ...layer, ...region },
  { action: 'copy-pixels', keys: ['Ctrl+C'], label: 'copy-pixels', group: 'edit', ...layer, ...fixed },
  { action: 'copy-merged', keys: ['Ctrl+Shift+C'], label: 'copy-merged', group: 'edit', ...layer },
  { action: 'cut-pixels', keys: ['Ctrl+X'], label: 'cut-pixels', group: 'edit', ...layer, ...fixed },
  { action: 'remove-layer', keys: ['Delete', 'Backspace'], label: 'remove-layer', group: 'layers', ...layer },
  { action: 'duplicate-layer', keys: ['Ctrl+J'], label: 'duplicate-layer', group: 'layers', ...layer },
  { action: 'rename-layer', keys: ['F2'], label: 'rename-layer', group: 'layers', ...list },
  { action: 'group-layers', keys: ['Ctrl+G'], label: 'group-layers', group: 'layers', ...layer },
  { action: 'ungroup-layers', keys: ['Ctrl+Shift+G'], label: 'ungroup-layers', group: 'layers', ...layer },
  { action: 'clip-layer', keys: ['Ctrl+Alt+G'], label: 'clip-layer', group: 'layers', ...layer },
  { action: 'merge-layers', keys: ['Ctrl+E'], label: 'merge-layers', group: 'layers', ...layer },
  { action: 'merge-visible', keys: ['Ctrl+Shift+E'], label: 'merge-visible', group: 'layers', ...layer },
  { action: 'new-hue-saturation', keys: ['Ctrl+U'], label: 'new-hue-saturation', group: 'layers', ...layer },
  { action: 'mask-invert', keys: ['Ctrl+I'], label: 'mask-invert', group: 'layers', ...layer },
  { action: 'paint-mask', keys: ['Ctrl+\\'], label: 'paint-mask', group: 'layers', ...layer },
  { action: 'lone-mask', keys: ['Ctrl+Alt+\\'], label: 'lone-mask', group: 'layers', ...layer },
  { action: 'layer-to-front', keys: ['Ctrl+Shift+]'], label: 'layer-to-front', group: 'layers', ...layer },
  { action: 'layer-forward', keys: ['Ctrl+]'], label: 'layer-forward', group: 'layers', ...layer, ...repeats },
  { action: 'layer-backward', keys: ['Ctrl+['], label: 'layer-backward', group: 'layers', ...layer, ...repeats },
  { action: 'layer-to-back', keys: ['Ctrl+Shift+['], label: 'layer-to-back', group: 'layers', ...layer },
  {
    action: 'layer-opacity',
    keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'],
    label: 'layer-opacity',
    shown: '1 … 9, 0',
    group: 'layers',
    ...layer,
    ...fixed,
  },
  ...bareLayerCommands.map((action): Shortcut => ({ action, keys: [], label: action, group: 'layers', ...layer })),
  { action: 'generate', keys: ['Ctrl+Enter'], label: 'generate', group: 'draw', ...always },
  { action: 'live', keys: ['Ctrl+L'], label: 'live', group: 'draw', ...always },
  { action: 'show-queue', keys: ['Shift+Q'], label: 'show-queue', group: 'draw', ...window },
  { action: 'repeat', keys: [], label: 'repeat', group: 'draw', ...window },
  { action: 'choose-task', keys: ['Shift+T'], label: 'choose-task', group: 'draw', ...window },
  { action: 'accept', keys: ['Enter'], label: 'accept', group: 'draw', ...canvas, ...results },
  { action: 'extend-page', keys: ['Enter'], label: 'extend-page', group: 'draw', ...canvas, when: 'new-border' },
  { action: 'type-text', keys: ['Enter'], label: 'type-text', group: 'tools', ...canvas, when: 'text-tool' },
  { action: 'cancel', keys: ['Escape'], label: 'cancel', group: 'draw', ...pages, ...fixed },
  { action: 'compare', keys: ['C'], label: 'compare', group: 'draw', ...window, ...results },
  { action: 'show-confidence', keys: ['M'], label: 'show-confidence', group: 'draw', ...window, ...results },
  {
    action: 'previous-candidate',
    keys: ['ArrowLeft'],
    label: 'previous-candidate',
    group: 'draw',
    ...canvas,
    ...repeats,
    ...results,
  },
  {
    action: 'next-candidate',
    keys: ['ArrowRight'],
    label: 'next-candidate',
    group: 'draw',
    ...canvas,
    ...repeats,
    ...results,
  },
  // On the canvas the key has another meaning.
  { action: 'show-canvas', keys: ['Ctrl+1'], label: 'show-canvas', group: 'view', scope: 'gallery' },
  { action: 'show-gallery', keys: ['Ctrl+2'], label: 'show-gallery', group: 'view', ...pages },
  { action: 'show-history', keys: ['Ctrl+Shift+H'], label: 'show-history', group: 'view', ...pages },
  { action: 'show-models', keys: ['Ctrl+Shift+M'], label: 'show-models', group: 'file', ...pages },
  { action: 'show-preferences', keys: ['Ctrl+,'], label: 'show-preferences', group: 'edit', ...pages },
  { action: 'toggle-theme', keys: [], label: 'toggle-theme', group: 'view', ...pages },
  { action: 'find-action', keys: ['Ctrl+K'], label: 'find-action', group: 'view', ...pages },
  { action: 'show-shortcuts', keys: ['?', 'Ctrl+/'], label: 'show-shortcuts', group: 'view', ...pages },
  { action: 'show-tour', keys: [], label: 'show-tour', group: 'view', ...window },
  // Tab, which hides panels elsewhere, moves the focus here.
  { action: 'toggle-panels', keys: ['Shift+F'], label: 'toggle-panels', group: 'view', ...window },
  { action: 'toggle-full-screen', keys: ['F', 'F11'], label: 'toggle-full-screen', group: 'view', ...pages },
  { action: 'panels-left', keys: [], label: 'panels-left', group: 'view', ...window },
  { action: 'panels-right', keys: [], label: 'panels-right', group: 'view', ...window },
  ...byKeyboard(),
];

function toolShortcut(tool: ToolName): Shortcut {
  const action: ToolAction = `tool-${tool}`;
  return { action, keys: toolKeys[tool], label: action, group: 'tools', ...window };
}

/** The words of a row in the key list. A tool is called as its button is. */
export function labelOf(words: StudioWords, label: NonNullable<Shortcut['label']>): string {
  const tool = toolNames.find((name) => label === `tool-${name}`);
  return tool === undefined ? words.keys.actions[label as keyof StudioWords['keys']['actions']] : words.tools[tool];
}

/** With Shift the action goes ten times as far. */
function byKeyboard(): Shortcut[] {
  const group = 'keyboard';
  const rows: [action: ShortcutAction, key: string, label: Shortcut['label'], shown?: string][] = [
    ['move-left', 'ArrowLeft', 'move-left', '← → ↑ ↓'],
    ['move-right', 'ArrowRight', null],
    ['move-up', 'ArrowUp', null],
    ['move-down', 'ArrowDown', null],
    ['change-up', 'Ctrl+ArrowUp', 'change-up', 'Ctrl+↑ ↓'],
    ['change-down', 'Ctrl+ArrowDown', null],
    ['change-right', 'Ctrl+ArrowRight', 'change-right', 'Ctrl+← →'],
    ['change-left', 'Ctrl+ArrowLeft', null],
  ];
  return [
    { action: 'layer-above', keys: ['PageUp'], label: 'layer-above', group, ...canvas, ...repeats },
    { action: 'layer-below', keys: ['PageDown'], label: 'layer-below', group, ...canvas, ...repeats },
    { action: 'paint-rectangle', keys: ['Shift+R'], label: 'paint-rectangle', group, ...canvas },
    ...rows.map(
      ([action, key, label, shown]): Shortcut => ({
        action,
        keys: [key],
        label,
        group,
        ...canvas,
        ...repeats,
        ...fixed,
        ...(shown && { shown }),
      }),
    ),
    ...rows.map(
      ([action, key]): Shortcut => ({
        action: `${action}-far` as ShortcutAction,
        keys: [key.replace('Arrow', 'Shift+Arrow')],
        label: null,
        group,
        ...canvas,
        ...repeats,
        ...fixed,
      }),
    ),
  ];
}
