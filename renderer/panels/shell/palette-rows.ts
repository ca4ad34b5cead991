import type { Project } from '../../../preload/contract/projects.ts';
import type { CurrentKeys } from '../../../preload/keys/current-keys.ts';
import { labelOf, type ShortcutAction, shortcuts } from '../../../preload/keys/shortcuts.ts';
import type { StudioWords } from '../../../preload/words/index.ts';
import { type DrawTask, drawTasks } from '../../generation/tasks/tasks.ts';
import { showKey } from '../../tools/key-names.ts';

/** What a row of the palette does. */
export type PaletteAct =
  | { readonly kind: 'command'; readonly command: ShortcutAction }
  | { readonly kind: 'task'; readonly task: DrawTask }
  | { readonly kind: 'project'; readonly id: string };

export interface PaletteRow {
  readonly id: string;
  readonly name: string;
  /** Where else the action is found; the words of the group are searched as well. */
  readonly group: string;
  /** Other words by which it is found. */
  readonly also: string;
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
export function paletteRows(
  words: StudioWords,
  platform: string,
  keys: CurrentKeys,
  projects: readonly Project[],
): PaletteRow[] {
  const also: Readonly<Record<string, string>> = words.palette.also;
  const rows = [...taskRows(words), ...actionRows(words, platform, keys), ...projectRows(words, projects)];
  return rows.map((row) => ({ ...row, also: also[row.id] ?? '' }));
}

type BareRow = Omit<PaletteRow, 'also'>;

function taskRows({ tasks, palette }: StudioWords): BareRow[] {
  return drawTasks.map((task) => ({
    id: `task ${task}`,
    name: tasks[task].name,
    group: palette.tasks,
    key: null,
    act: { kind: 'task', task },
  }));
}

/** The actions of the table of keys that make sense without their key. */
function actionRows(words: StudioWords, platform: string, keys: CurrentKeys): BareRow[] {
  return shortcuts.flatMap(({ action, label, group }) => {
    if (label === null || group === 'keyboard' || ONLY_BY_KEY.includes(action)) return [];
    const [first] = keys[action];
    const key = first === undefined ? null : showKey(first, platform, words.keys.names);
    return [commandRow(action, labelOf(words, label), words.keys.groups[group], key)];
  });
}

function projectRows({ palette }: StudioWords, projects: readonly Project[]): BareRow[] {
  return projects.map(({ id, name }) => ({
    id: `project ${id}`,
    name: palette.project({ name }),
    group: palette.file,
    key: null,
    act: { kind: 'project', id },
  }));
}

const commandRow = (command: ShortcutAction, name: string, group: string, key: string | null): BareRow => ({
  id: command,
  name,
  group,
  key,
  act: { kind: 'command', command },
});

/** The rows with those first that can be done now. */
export function openFirst(rows: readonly PaletteRow[], isOpen: (row: PaletteRow) => boolean): readonly PaletteRow[] {
  const open = new Set(rows.filter(isOpen));
  return [...open, ...rows.filter((row) => !open.has(row))];
}

/** Whether each word that was typed occurs in a text. `contains` compares as the language does. */
export function isFound(typed: string, text: string, contains: (text: string, word: string) => boolean): boolean {
  return typed
    .split(/\s+/)
    .filter((word) => word !== '')
    .every((word) => contains(text, word));
}
