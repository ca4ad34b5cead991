import type { Chance } from '../chance.ts';
import { type Hostile, hostileValue, type Known } from './hostile.ts';

/** Sound values with something wrong in them. Pure: the sound ones stay as they are. */

type Path = readonly (string | number)[];
/** No sound value is deeper. */
const DEEPEST = 6;

/** The paths to everything in a value, itself first. */
export function pathsIn(value: unknown, path: Path = [], found: Path[] = []): Path[] {
  found.push(path);
  // Some of the values hold themselves.
  if (path.length >= DEEPEST) return found;
  if (Array.isArray(value))
    for (const index of value.slice(0, 8).keys()) pathsIn(value[index], [...path, index], found);
  else if (isPlain(value)) for (const key of Object.keys(value)) pathsIn(value[key], [...path, key], found);
  return found;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** A copy with something else at the path; what is beside it stays the same object. */
export function replacedAt(value: unknown, path: Path, change: (old: unknown) => unknown): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return change(value);
  if (Array.isArray(value))
    return value.map((item, index) => (index === first ? replacedAt(item, rest, change) : item));
  const record = value as Record<string, unknown>;
  return { ...record, [first]: replacedAt(record[first], rest, change) };
}

/** Sound parameters with one to three things wrong in them. */
export function spoiled(sound: unknown, chance: Chance, known: Known): Hostile {
  let value = sound;
  const done: string[] = [];
  for (
    let i = chance.weighted([
      [6, 1],
      [2, 2],
      [1, 3],
    ]);
    i > 0;
    i -= 1
  ) {
    const path = chance.pick(pathsIn(value));
    const shown = path.length === 0 ? 'all of it' : path.join('.');
    const wanted = chance.weighted<'replaced' | 'removed' | 'added' | 'repeated' | 'extreme'>([
      [8, 'replaced'],
      [2, 'removed'],
      [2, 'added'],
      [2, 'repeated'],
      [4, 'extreme'],
    ]);
    const how = wanted === 'extreme' && !holdsNumber(value) ? 'replaced' : wanted;
    if (how === 'removed') value = withoutAt(value, path);
    if (how === 'added')
      value = replacedAt(value, path, (old) =>
        isPlain(old) ? { ...old, [chance.pick(['constructor', 'extra', 'path', 'projectId'])]: 'x' } : [old],
      );
    if (how === 'repeated') value = replacedAt(value, path, (old) => new Array(chance.pick([2, 1500])).fill(old));
    if (how === 'extreme') value = withExtreme(value, chance, done);
    const hostile = hostileValue(chance, known);
    if (how === 'replaced') value = replacedAt(value, path, () => hostile.value);
    if (how !== 'extreme') done.push(how === 'replaced' ? `${shown} is ${hostile.what}` : `${shown} is ${how}`);
  }
  return { value, what: done.join(', ') };
}

function holdsNumber(value: unknown): boolean {
  return pathsIn(value).some((path) => typeof at(value, path) === 'number');
}

/** Numbers that are allowed one by one, and are too much in their place or together. */
function withExtreme(value: unknown, chance: Chance, done: string[]): unknown {
  const numbers = pathsIn(value).filter((path) => typeof at(value, path) === 'number');
  const path = chance.pick(numbers);
  const extreme = chance.pick([1, 2, 63, 64, 100, 999, 1000, 1024, 4096, 10_000, 16_384, 0.0001]);
  done.push(`${path.join('.')} is ${extreme}`);
  return replacedAt(value, path, () => extreme);
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)[key], value);
}

/** A copy without what is at the path; nothing at all where that is the whole. */
function withoutAt(value: unknown, path: Path): unknown {
  const key = path.at(-1);
  if (key === undefined) return undefined;
  return replacedAt(value, path.slice(0, -1), (parent) => {
    if (Array.isArray(parent)) return parent.filter((_item, index) => index !== key);
    const { [key]: _, ...rest } = parent as Record<string | number, unknown>;
    return rest;
  });
}
