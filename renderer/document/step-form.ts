import { layerSchema } from '../../preload/contract/document.ts';
import {
  type ChangedLayer,
  type FieldChange,
  type ListItem,
  UNDO_STEP_VERSION,
  type UndoStepForm,
  undoStepFormSchema,
} from '../../preload/contract/undo-step-form.ts';
import { LONGEST_STEP } from '../../preload/contract/undo-steps.ts';
import type { Diff, Splice } from './history.ts';

/**
 * An undo step as text, for the store. A layer that a step changes is written once in full, as it was, and then by its fields
 * that are others. A list in such a field is written by what it has in common with the list of before, so that a stroke on a
 * layer of a thousand tiles is written with the few tiles that it touched.
 */

/** The layers that were chosen before and after a step. */
export interface Choices {
  readonly before: readonly string[];
  after: readonly string[];
}

export interface KeptStep {
  readonly diff: Diff;
  /** Null where the step leaves the choice as it is. */
  readonly choices: Choices | null;
}

type Layers = NonNullable<Diff['layers']>;
type Fields = Readonly<Record<string, unknown>>;

/** @returns null where the text is longer than the store takes */
export function writeStep({ diff, choices }: KeptStep): string | null {
  const layers = diff.layers === null ? null : { ...diff.layers, inserted: insertedBy(diff.layers) };
  const text = JSON.stringify({ version: UNDO_STEP_VERSION, ...diff, layers, choices });
  return text.length > LONGEST_STEP ? null : text;
}

/** @returns null where the text is no step, or one of a later studio */
export function readStep(text: string): KeptStep | null {
  try {
    const { version, layers, choices, ...diff } = undoStepFormSchema.parse(JSON.parse(text));
    return { diff: { ...diff, layers: layers === null ? null : layersOf(layers) }, choices };
  } catch {
    return null;
  }
}

function insertedBy({ removed, inserted }: Splice<Layers['removed'][number]>) {
  const indexes = new Map(removed.map(({ id }, index) => [id, index]));
  return inserted.map((layer) => {
    const of = indexes.get(layer.id);
    const before = of === undefined ? undefined : removed[of];
    if (of === undefined || before?.kind !== layer.kind) return { layer };
    return { changed: { of, fields: fieldsBetween(before, layer) } satisfies ChangedLayer };
  });
}

/** The lists of a layer that may be long. */
const LISTS: readonly (readonly string[])[] = [['tiles'], ['mask', 'tiled', 'tiles']];

function fieldsBetween(before: object, after: object): FieldChange[] {
  const [was, is] = [before as Fields, after as Fields];
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((name) => !isEqual(was[name], is[name]));
  return names.flatMap((name): FieldChange[] => {
    const path = LISTS.find(([first]) => first === name) ?? [name];
    const [old, now] = [valueAt(was, path), valueAt(is, path)];
    if (Array.isArray(old) && Array.isArray(now)) {
      const others = path.length === 1 ? [] : [{ path: [name], value: withValue(is[name], path.slice(1), []) }];
      return [...others, { path: [...path], list: listBetween(old, now) }];
    }
    return [is[name] === undefined ? { path: [name] } : { path: [name], value: is[name] }];
  });
}

function listBetween(before: readonly unknown[], after: readonly unknown[]): ListItem[] {
  const places = new Map(before.map((item, index) => [JSON.stringify(item), index]));
  const items: ListItem[] = [];
  for (const item of after) {
    const place = places.get(JSON.stringify(item));
    const last = items.at(-1);
    if (place === undefined) items.push({ item });
    else if (last !== undefined && 'run' in last && last.run[0] + last.run[1] === place) {
      items[items.length - 1] = { run: [last.run[0], last.run[1] + 1] };
    } else items.push({ run: [place, 1] });
  }
  return items;
}

/** @throws Error where the text names what it does not hold */
function layersOf({ at, removed, inserted }: NonNullable<UndoStepForm['layers']>): Layers {
  return {
    at,
    removed,
    inserted: inserted.map((one) => {
      if ('layer' in one) return one.layer;
      const before = removed[one.changed.of];
      if (before === undefined) throw new Error('A layer changed that was not there.');
      return layerSchema.parse(applied(before, one.changed.fields));
    }),
  };
}

function applied(before: object, fields: readonly FieldChange[]): unknown {
  return fields.reduce<unknown>((layer, { path, value, list }) => {
    if (list === undefined) return withValue(layer, path, value);
    // The list of before is that of the layer as it was, whatever else changed.
    const old = valueAt(before as Fields, path);
    return withValue(layer, path, listFrom(Array.isArray(old) ? old : [], list));
  }, before);
}

function listFrom(before: readonly unknown[], items: readonly ListItem[]): unknown[] {
  const taken = items.reduce((sum, item) => sum + ('run' in item ? item.run[1] : 0), 0);
  // No item comes twice, and so a short text cannot fill the memory.
  if (taken > before.length) throw new Error('A list takes more than there is.');
  return items.flatMap((item) => ('run' in item ? before.slice(item.run[0], item.run[0] + item.run[1]) : [item.item]));
}

function valueAt(fields: Fields, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, name) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Fields)[name] : undefined,
    fields,
  );
}

/** A copy with another value at the path. Undefined takes the field away. */
function withValue(fields: unknown, [name = '', ...rest]: readonly string[], value: unknown): unknown {
  const own = typeof fields === 'object' && fields !== null ? (fields as Fields) : {};
  const { [name]: old, ...others } = own;
  const next = rest.length === 0 ? value : withValue(old, rest, value);
  return next === undefined ? others : { ...others, [name]: next };
}

const isEqual = (one: unknown, other: unknown) => one === other || JSON.stringify(one) === JSON.stringify(other);
