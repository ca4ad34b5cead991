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
    // Deeper ones cannot be sent, and with much deeper ones the driver of the window hangs.
    () => ({ value: deep(60), what: 'an object 60 levels deep' }),
    () => ({
      value: Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`k${i}`, i])),
      what: 'an object with 20,000 keys',
    }),
  ])();
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
