import type { Command } from '../../../preload/contract/desktop.ts';
import { type AnyLayerCommand, layerCommands, pixelCommands } from '../../../preload/contract/layer-commands.ts';
import type { Project } from '../../../preload/contract/projects.ts';
import type { StudioWords } from '../../../preload/words/index.ts';
import { type DrawTask, drawTasks } from '../../generation/tasks/tasks.ts';
import { showKey } from '../../tools/key-names.ts';
import { labelOf, type ShortcutAction, shortcuts } from '../../tools/shortcuts.ts';

/** What a row of the palette does. */
export type PaletteAct =
  | { readonly kind: 'command'; readonly command: ShortcutAction | Command }
  | { readonly kind: 'task'; readonly task: DrawTask }
  | { readonly kind: 'project'; readonly id: string };

export interface PaletteRow {
  readonly id: string;
  readonly name: string;
  /** Where else the action is found; the words of the group are searched as well. */
  readonly group: string;
  /** Its first key as the platform writes it; null where it has none. */
  readonly key: string | null;
  readonly act: PaletteAct;
}

/** They mean something while a key is held, or together with a key, or are the palette itself. */
const ONLY_BY_KEY: readonly ShortcutAction[] = ['compare', 'layer-opacity', 'find-action', 'rename-layer'];
/** They act on results that wait for a decision. */
export const OF_RESULTS: readonly ShortcutAction[] = [
  'accept',
  'previous-candidate',
  'next-candidate',
  'show-confidence',
];

/** Every action, task and other project, in the order in which the palette lists them. */
export function paletteRows(words: StudioWords, platform: string, projects: readonly Project[]): PaletteRow[] {
  return [...taskRows(words), ...keyRows(words, platform), ...menuRows(words), ...projectRows(words, projects)];
}

function taskRows({ tasks, palette }: StudioWords): PaletteRow[] {
  return drawTasks.map((task) => ({
    id: `task ${task}`,
    name: tasks[task].name,
    group: palette.tasks,
    key: null,
    act: { kind: 'task', task },
  }));
}

/** The rows of the key list that make sense without their key. */
function keyRows(words: StudioWords, platform: string): PaletteRow[] {
  return shortcuts.flatMap(({ action, label, group, keys }) => {
    if (label === null || group === 'keyboard' || ONLY_BY_KEY.includes(action)) return [];
    const key = keys[0] === undefined ? null : showKey(keys[0], platform, words.keys.names);
    return [commandRow(action, labelOf(words, label), words.keys.groups[group], key)];
  });
}

/** What only menus have: it has no key. */
function menuRows(words: StudioWords): PaletteRow[] {
  const { backups, region, palette, layers } = words;
  const { layers: ofLayers, edit, view } = words.keys.groups;
  const keyed = new Set<string>(shortcuts.map(({ action }) => action));
  const bare: readonly AnyLayerCommand[] = [...layerCommands, ...pixelCommands].filter(
    (command) => !keyed.has(command),
  );
  return [
    ...bare.map((command) => commandRow(command, layers.commands[command], ofLayers)),
    commandRow('grow-region', region.changes.grow.title, edit),
    commandRow('shrink-region', region.changes.shrink.title, edit),
    commandRow('region-of-layer', region.ofLayer, edit),
    commandRow('show-masks', region.masks, edit),
    commandRow('crop-to-region', palette.commands['crop-to-region'], edit),
    commandRow('toggle-theme', palette.commands['toggle-theme'], view),
    commandRow('back-up', backups.backUp, palette.file),
    commandRow('show-backups', backups.restoreFrom, palette.file),
    commandRow('save-copy', backups.saveCopy, palette.file),
    commandRow('add-project', backups.addProject, palette.file),
    commandRow('show-folder', backups.showFolder, palette.file),
  ];
}

function projectRows({ palette }: StudioWords, projects: readonly Project[]): PaletteRow[] {
  return projects.map(({ id, name }) => ({
    id: `project ${id}`,
    name: palette.project({ name }),
    group: palette.file,
    key: null,
    act: { kind: 'project', id },
  }));
}

const commandRow = (
  command: ShortcutAction | Command,
  name: string,
  group: string,
  key: string | null = null,
): PaletteRow => ({ id: command, name, group, key, act: { kind: 'command', command } });

/** Whether each word that was typed occurs in the row. `contains` compares as the language does. */
export function isFound(typed: string, text: string, contains: (text: string, word: string) => boolean): boolean {
  return typed
    .split(/\s+/)
    .filter((word) => word !== '')
    .every((word) => contains(text, word));
}
