import { createHash } from 'node:crypto';
import type { Chance } from './chance.ts';

/**
 * Damage that knows nothing of what the bytes are. Pure: the bytes that come in stay as they are.
 * Every function says in a few words what it did.
 */
export interface Mutated {
  readonly bytes: Uint8Array;
  readonly what: string;
}

export type ByteMutation = (bytes: Uint8Array, chance: Chance) => Mutated;

/** Numbers at which programs go wrong. */
const SHARP = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];

export const flipBits: ByteMutation = (bytes, chance) => {
  const out = bytes.slice();
  const flips = chance.int(1, 8);
  for (let i = 0; i < flips; i += 1) {
    const at = chance.int(0, out.length - 1);
    if (out.length > 0) out[at] = (out[at] ?? 0) ^ (1 << chance.int(0, 7));
  }
  return { bytes: out, what: `${flips} bits flipped` };
};

export const overwrite: ByteMutation = (bytes, chance) => {
  const out = bytes.slice();
  const at = chance.int(0, Math.max(0, out.length - 1));
  const length = Math.min(
    out.length - at,
    chance.weighted([
      [4, chance.int(1, 16)],
      [1, chance.int(16, 4096)],
    ]),
  );
  const filling = chance.weighted<Uint8Array>([
    [2, new Uint8Array(length)],
    [1, new Uint8Array(length).fill(0xff)],
    [2, chance.bytes(length)],
  ]);
  out.set(filling, at);
  return { bytes: out, what: `${length} bytes overwritten at ${at}` };
};

export const sharpNumber: ByteMutation = (bytes, chance) => {
  const out = bytes.slice();
  const width = chance.pick([1, 2, 4]);
  const at = chance.int(0, Math.max(0, out.length - width));
  const value = chance.pick(SHARP);
  const view = new DataView(out.buffer, out.byteOffset, out.byteLength);
  const little = chance.happens(0.5);
  if (out.length < width) return { bytes: out, what: 'nothing, it is too short' };
  if (width === 1) view.setUint8(at, value & 0xff);
  if (width === 2) view.setUint16(at, value & 0xffff, little);
  if (width === 4) view.setUint32(at, value, little);
  return { bytes: out, what: `${value} in ${width} bytes at ${at}` };
};

export const truncate: ByteMutation = (bytes, chance) => {
  const length = chance.weighted([
    [4, chance.int(0, bytes.length)],
    [1, Math.min(bytes.length, chance.int(0, 32))],
    [1, 0],
    [2, Math.max(0, bytes.length - chance.int(1, 64))],
  ]);
  return { bytes: bytes.slice(0, length), what: `cut off after ${length} of ${bytes.length} bytes` };
};

export const append: ByteMutation = (bytes, chance) => {
  const extra = chance.happens(0.3) ? bytes : chance.bytes(chance.int(1, 5000));
  return { bytes: joined(bytes, extra), what: `${extra.length} bytes behind the end` };
};

export const remove: ByteMutation = (bytes, chance) => {
  const at = chance.int(0, bytes.length);
  const length = Math.min(bytes.length - at, chance.int(1, 600));
  return { bytes: joined(bytes.slice(0, at), bytes.slice(at + length)), what: `${length} bytes taken out at ${at}` };
};

export const insert: ByteMutation = (bytes, chance) => {
  const at = chance.int(0, bytes.length);
  const extra = chance.bytes(chance.int(1, 600));
  return { bytes: joined(bytes.slice(0, at), extra, bytes.slice(at)), what: `${extra.length} bytes put in at ${at}` };
};

export const swapParts: ByteMutation = (bytes, chance) => {
  const size = Math.max(1, Math.min(Math.floor(bytes.length / 4), chance.pick([16, 512, 4096])));
  const parts = Math.floor(bytes.length / size);
  if (parts < 2) return { bytes: bytes.slice(), what: 'nothing, it is too short' };
  const [a, b] = [chance.int(0, parts - 1) * size, chance.int(0, parts - 1) * size];
  const out = bytes.slice();
  out.set(bytes.subarray(a, a + size), b);
  if (chance.happens(0.5)) out.set(bytes.subarray(b, b + size), a);
  return { bytes: out, what: `parts of ${size} bytes at ${a} and ${b} swapped or doubled` };
};

export const anyDamage: ByteMutation = (bytes, chance) =>
  chance.weighted<ByteMutation>([
    [3, flipBits],
    [3, overwrite],
    [3, sharpNumber],
    [3, truncate],
    [1, append],
    [1, remove],
    [1, insert],
    [2, swapParts],
  ])(bytes, chance);

export function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat(parts));
}

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
