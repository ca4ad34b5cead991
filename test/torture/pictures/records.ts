import { deflateSync, inflateSync } from 'node:zlib';
import { anyDamage, joined, type Mutated } from '../bytes.ts';
import type { Chance } from '../chance.ts';
import { chunksOf, pngOf } from './png.ts';

/** The text that the studio writes into its PNG files, made into what no studio wrote. */

const grids = [
  '{"columns":1024,"rows":1024}',
  '{"columns":1,"rows":1}',
  '{"columns":-8,"rows":-8}',
  '{"columns":1e9,"rows":1e9}',
  '{"columns":"8","rows":8}',
  '{"columns":8.5,"rows":8}',
  '[]',
  'null',
  '{',
  '{"__proto__":{"columns":8}}',
  '{"columns":65536,"rows":16}',
];
const frames = [
  '{"x":0,"y":0,"width":16384,"height":16384}',
  '{"x":-1,"y":0,"width":64,"height":64}',
  '{"x":9999,"y":9999,"width":64,"height":64}',
  '{}',
  'null',
  '[1,2,3,4]',
  '{"x":0,"y":0,"width":1,"height":1}',
];
const oddValues: Readonly<Record<string, readonly string[]>> = {
  grid: grids,
  frame: frames,
  modelHash: ['', '0'.repeat(64), '../x', 'x'.repeat(100_000)],
  prompt: ['x'.repeat(5000), '\u0007', ''],
  settings: ['{', '[]', '{"steps":1e9}', 'null'],
  trace: ['', 'AAAA', '====', 'x'.repeat(100_000)],
};

interface Text {
  readonly key: string;
  readonly value: string;
}

function textOf(data: Uint8Array): Text {
  const [key = '', ...rest] = Buffer.from(data).toString('latin1').split('\0');
  return { key, value: rest.join('\0') };
}

/** @returns null where the picture carries no record */
export function mutatedRecord(bytes: Uint8Array, chance: Chance): Mutated | null {
  const chunks = chunksOf(bytes);
  const texts = chunks.filter(({ type }) => type === 'tEXt').map(({ data }) => textOf(data));
  if (!texts.some(({ key }) => key === 'trace')) return null;
  const key = chance.weighted([
    [6, 'trace'],
    [4, 'grid'],
    [2, 'frame'],
    [1, 'modelHash'],
    [1, 'prompt'],
    [1, 'settings'],
  ] as const);
  const planes = key === 'trace' && chance.happens(0.8);
  const value = chance.pick(oddValues[key] ?? ['']);
  const old = texts.find((text) => text.key === key)?.value ?? '';
  const made = planes ? damagedTrace(old, chance) : { value, what: `${key} is ${value.slice(0, 40)}` };
  const data = joined(Buffer.from(`${key}\0`, 'latin1'), Buffer.from(made.value, 'latin1'));
  const rest = chunks.filter((chunk) => chunk.type !== 'tEXt' || textOf(chunk.data).key !== key);
  return {
    bytes: pngOf([...rest.slice(0, 1), { type: 'tEXt', data }, ...rest.slice(1)]),
    what: `record: ${made.what}`,
  };
}

/** Codes below and above all codes, steps that never were, a confidence that is no number: planes of numbers, deflated. */
function damagedTrace(text: string, chance: Chance): { value: string; what: string } {
  let planes: Uint8Array;
  try {
    planes = inflateSync(Buffer.from(text, 'base64'));
  } catch {
    planes = new Uint8Array(512);
  }
  const { bytes, what } = chance.pick([
    () => anyDamage(planes, chance),
    () => ({ bytes: new Uint8Array(planes.length).fill(0xff), what: 'all 255' }),
    () => ({ bytes: new Uint8Array(planes.length).fill(0x7f), what: 'all 127' }),
    () => ({ bytes: new Uint8Array(60_000_000), what: '60 MB of zeros' }),
    () => ({ bytes: chance.bytes(planes.length), what: 'noise' }),
  ])();
  return { value: deflateSync(bytes).toString('base64'), what: `trace: ${what}` };
}
