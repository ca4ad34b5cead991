import type { Chance } from '../chance.ts';

/** Values that no honest part of the studio sends; pure, and all of them can be cloned into another process. */

export interface Hostile {
  readonly value: unknown;
  readonly what: string;
}

/** Ids and names that exist, to be used in the wrong place. */
export interface Known {
  readonly projectId: string;
  readonly otherId: string;
  readonly hash: string;
}

/** Something in the place of something else. */
export function hostileValue(chance: Chance, known: Known): Hostile {
  return chance.weighted<() => Hostile>([
    [6, () => oddPrimitive(chance)],
    [3, () => oddText(chance, known)],
    [3, () => oddObject(chance)],
    [2, () => large(chance)],
  ])();
}

function oddPrimitive(chance: Chance): Hostile {
  const value = chance.pick([
    undefined,
    null,
    true,
    0,
    -0,
    -1,
    0.5,
    1e308,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    2 ** 53,
    2 ** 31,
    4294967296,
    '',
    ' ',
    [],
    {},
    10n ** 40n,
  ]);
  return { value, what: typeof value === 'bigint' ? 'a BigInt' : (JSON.stringify(value) ?? 'undefined') };
}

function oddText(chance: Chance, { projectId, otherId, hash }: Known): Hostile {
  const value = chance.pick([
    '../../../../etc/passwd',
    '..\\..\\windows\\system32',
    `${projectId}/../${otherId}`,
    `${projectId}\0`,
    projectId.toUpperCase(),
    otherId,
    hash,
    hash.toUpperCase(),
    `../${hash}`,
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'file:///etc/passwd',
    "'; DROP TABLE layers; --",
    '\ud800',
    '‮gnp.exe',
    '\u0000',
    '<img src=x onerror=alert(1)>',
    '00000000-0000-4000-8000-000000000000',
  ]);
  return { value, what: `the text ${JSON.stringify(value).slice(0, 60)}` };
}

function oddObject(chance: Chance): Hostile {
  const cyclic: Record<string, unknown> = {};
  cyclic.self = cyclic;
  const picked = chance.pick<readonly [unknown, string]>([
    [
      JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
      'an object that pollutes',
    ],
    [cyclic, 'an object that holds itself'],
    [new Map([['id', 1]]), 'a Map'],
    [new Set([1]), 'a Set'],
    [new Date(Number.NaN), 'a date that is none'],
    [/(a+)+$/, 'a regular expression'],
    [new Error('no'), 'an Error'],
    [new ArrayBuffer(8), 'an ArrayBuffer'],
    [new Float64Array(3), 'a Float64Array'],
    [new Uint8Array(0), 'no bytes'],
    [new Uint8Array(3), 'three bytes'],
    [new DataView(new ArrayBuffer(4)), 'a DataView'],
    [Object.assign([], { length: 1000 }), 'an array with holes'],
    [{ length: 4, 0: 1 }, 'what looks like an array'],
    [{ toJSON: 1, valueOf: 2, toString: 3 }, 'an object with names that matter'],
  ]);
  return { value: picked[0], what: picked[1] };
}

function large(chance: Chance): Hostile {
  const deep = (levels: number) => {
    let value: unknown = 1;
    for (let i = 0; i < levels; i += 1) value = i % 2 === 0 ? [value] : { a: value };
    return value;
  };
  return chance.pick<() => Hostile>([
    () => ({ value: 'x'.repeat(5_000_000), what: 'five million characters' }),
    () => ({ value: new Array(300_000).fill(0), what: 'an array of 300,000 numbers' }),
    () => ({ value: Array.from({ length: 20_000 }, () => ({})), what: 'an array of 20,000 objects' }),
    () => ({ value: new Uint8Array(30_000_000), what: '30 MB' }),
    // Deeper ones cannot be sent.
    () => ({ value: deep(400), what: 'an object 400 levels deep' }),
    () => ({
      value: Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`k${i}`, i])),
      what: 'an object with 20,000 keys',
    }),
  ])();
}

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

/** What is no request at all, or one whose frame is wrong. */
export function hostileEnvelope(chance: Chance, known: Known): Hostile {
  const hostile = hostileValue(chance, known);
  return chance.pick<Hostile>([
    { value: hostile.value, what: `no request: ${hostile.what}` },
    {
      value: { kind: 'call', id: hostile.value, method: 'listProjects', params: {} },
      what: `the call's id is ${hostile.what}`,
    },
    { value: { kind: hostile.value, id: 1, method: 'listProjects', params: {} }, what: `the kind is ${hostile.what}` },
    { value: { kind: 'call', id: 1 }, what: 'a call of nothing' },
    { value: { kind: 'cancel', id: chance.int(0, 2 ** 31) }, what: 'a cancel of an unknown call' },
    { value: { kind: 'cancel', id: hostile.value }, what: `a cancel of ${hostile.what}` },
    { value: { kind: 'result', id: 1, result: {} }, what: 'a result instead of a call' },
    {
      value: { kind: 'error', id: 1, failure: { kind: 'internal', message: 'x', retryable: true } },
      what: 'an error instead of a call',
    },
    { value: { kind: 'event', id: 1, event: hostile.value }, what: 'an event instead of a call' },
  ]);
}

/** Names of methods that are none. */
export function hostileMethod(chance: Chance): string {
  return chance.pick([
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'close',
    '',
    'x'.repeat(100),
    'deleteEverything',
    'listProjects ',
    'LISTPROJECTS',
    '../listProjects',
  ]);
}
