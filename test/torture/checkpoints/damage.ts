import type { Mutated } from '../bytes.ts';
import { anyDamage, hashOf } from '../bytes.ts';
import type { Chance } from '../chance.ts';
import { pathsIn, replacedAt } from '../messages/spoiled.ts';

/** Values at which readers of JSON go wrong. */
const SHARP: readonly unknown[] = [
  null,
  true,
  '',
  '../../../etc/passwd',
  '/dev/zero',
  'CON',
  '\u0000',
  'a'.repeat(100_000),
  -1,
  0,
  0.5,
  1e308,
  2 ** 31,
  2 ** 53,
  [],
  {},
  [[[[[]]]]],
  { __proto__: null, length: -1 },
];

/** A JSON file with one to three values replaced, removed or doubled. */
export function damagedJson(bytes: Uint8Array, chance: Chance): Mutated {
  let value: unknown = JSON.parse(new TextDecoder().decode(bytes));
  const done: string[] = [];
  const count = chance.int(1, 3);
  for (let i = 0; i < count; i += 1) {
    const paths = pathsIn(value).filter((each) => each.length > 0);
    if (paths.length === 0) break;
    const path = chance.pick(paths);
    const last = path.at(-1);
    const how = chance.weighted([
      [5, 'replaced'],
      [2, 'removed'],
      [1, 'moved'],
    ] as const);
    if (how === 'replaced') value = replacedAt(value, path, () => chance.pick(SHARP));
    else value = replacedAt(value, path.slice(0, -1), (holder) => changedKey(holder, last ?? '', how));
    done.push(`${path.join('.')} ${how}`);
  }
  return { bytes: new TextEncoder().encode(JSON.stringify(value)), what: done.join(', ') };
}

function changedKey(holder: unknown, key: string | number, how: 'removed' | 'moved'): unknown {
  if (Array.isArray(holder))
    return how === 'removed' ? holder.toSpliced(Number(key), 1) : [...holder, holder[Number(key)]];
  const { [key]: old, ...rest } = holder as Record<string, unknown>;
  return how === 'removed' ? rest : { ...rest, [`${key}.`]: old };
}

/** A safetensors file whose header is JSON with something wrong in it, and whose data is as it was. */
export function damagedHeader(bytes: Uint8Array, chance: Chance): Mutated {
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  const { bytes: header, what } = damagedJson(bytes.subarray(8, 8 + length), chance);
  const first = new Uint8Array(8);
  new DataView(first.buffer).setBigUint64(0, BigInt(header.length), true);
  return { bytes: Buffer.concat([first, header, bytes.subarray(8 + length)]), what: `header: ${what}` };
}

/** A file of a checkpoint or of a model folder with something wrong in it. */
export function damagedFile(name: string, bytes: Uint8Array, chance: Chance): Mutated {
  try {
    if (name.endsWith('.json') && chance.happens(0.7)) return damagedJson(bytes, chance);
    if (name.endsWith('.safetensors') && chance.happens(0.5)) return damagedHeader(bytes, chance);
  } catch {
    // A file that was damaged before is no JSON any more.
  }
  return anyDamage(bytes, chance);
}

/** The manifest with the size and the hash that a damaged file has, so that the damage gets past both. */
export function manifestFor(manifest: Uint8Array, name: string, bytes: Uint8Array): Uint8Array {
  const value = JSON.parse(new TextDecoder().decode(manifest)) as { files: { name: string }[] };
  const files = value.files.map((file) =>
    file.name === name ? { ...file, bytes: bytes.length, sha256: hashOf(bytes) } : file,
  );
  return new TextEncoder().encode(JSON.stringify({ ...value, files }));
}
