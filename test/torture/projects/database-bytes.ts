import { anyDamage, type ByteMutation, joined, overwrite, sharpNumber, truncate } from '../bytes.ts';
import type { Chance } from '../chance.ts';

/** Damage to SQLite's files that knows their form: https://sqlite.org/fileformat2.html */

/** Offset, width and name of what the first 100 bytes say. */
const HEADER: readonly (readonly [number, number, string])[] = [
  [0, 1, 'magic'],
  [16, 2, 'page size'],
  [18, 1, 'write version'],
  [19, 1, 'read version'],
  [20, 1, 'reserved bytes'],
  [21, 1, 'largest payload'],
  [24, 4, 'change counter'],
  [28, 4, 'pages'],
  [32, 4, 'first free page'],
  [36, 4, 'free pages'],
  [40, 4, 'schema cookie'],
  [44, 4, 'schema format'],
  [52, 4, 'largest root page'],
  [56, 4, 'text encoding'],
  [60, 4, 'user version'],
  [64, 4, 'incremental vacuum'],
  [68, 4, 'application id'],
  [92, 4, 'version valid for'],
];

const PAGE = 4096;

export const headerField: ByteMutation = (bytes, chance) => {
  const [at, width, name] = chance.pick(HEADER);
  const value = chance.weighted([
    [2, chance.int(0, 300)],
    [1, 0xffffffff],
    [1, 0x7fffffff],
    [1, 0x80000000],
    [1, chance.int(0, 0xffffffff)],
  ]);
  return { bytes: withNumber(bytes, at, width, value), what: `header: ${name} is ${value}` };
};

/** A schema that nobody has made yet, or that nobody ever made. */
export const schemaVersion: ByteMutation = (bytes, chance) => {
  const version = chance.pick([0, 1, 5, 15, 25, 45, 51, 60, 77, 999, 0x7fffffff, 0xffffffff]);
  return { bytes: withNumber(bytes, 60, 4, version), what: `schema version ${version}` };
};

/** One page of the tree: zeroed, filled, damaged within, or another page in its place. */
export const damagedPage: ByteMutation = (bytes, chance) => {
  const pages = Math.max(1, Math.floor(bytes.length / PAGE));
  const page = chance.int(0, pages - 1);
  const at = page * PAGE;
  const old = bytes.subarray(at, at + PAGE);
  const [fresh, how] = chance.weighted<readonly [Uint8Array, string]>([
    [1, [new Uint8Array(old.length), 'zeroed']],
    [1, [new Uint8Array(old.length).fill(0xff), 'filled with 255']],
    [3, [sharpNumber(old.subarray(0, 64), chance).bytes, 'its head damaged']],
    [3, [overwrite(old, chance).bytes, 'damaged within']],
    [2, [bytes.slice(0, PAGE * chance.int(1, pages)).slice(-PAGE), 'another page in its place']],
  ]);
  const out = bytes.slice();
  out.set(fresh.subarray(0, Math.min(fresh.length, out.length - at)), at);
  return { bytes: out, what: `page ${page + 1} of ${pages} ${how}` };
};

export const databaseDamage: ByteMutation = (bytes, chance) =>
  chance.weighted<ByteMutation>([
    [4, headerField],
    [2, schemaVersion],
    [5, damagedPage],
    [2, truncate],
    [2, anyDamage],
  ])(bytes, chance);

const FRAME = 24;
const LOG_HEADER = 32;

/** A write-ahead log that ends early, is of another file, or holds damaged frames, with its sums right or not. */
export const logDamage: ByteMutation = (bytes, chance) =>
  chance.weighted<ByteMutation>([
    [2, truncate],
    [3, wholeFramesCutOff],
    [3, damagedFrame],
    [2, logHeader],
    [2, anyDamage],
  ])(bytes, chance);

export const wholeFramesCutOff: ByteMutation = (bytes, chance) => {
  const frames = framesOf(bytes);
  const kept = chance.int(0, Math.max(0, frames - 1));
  return { bytes: bytes.slice(0, LOG_HEADER + kept * (FRAME + PAGE)), what: `log: ${kept} of ${frames} frames left` };
};

const logHeader: ByteMutation = (bytes, chance) => {
  const at = chance.pick([0, 4, 8, 12, 16, 20, 24, 28]);
  const changed = withNumber(bytes, at, 4, chance.pick([0, 1, 0xffffffff, chance.int(0, 0xffffffff)]));
  const sums = chance.happens(0.5);
  return {
    bytes: sums ? withSums(changed) : changed,
    what: `log: header at ${at} changed${sums ? ', sums right' : ''}`,
  };
};

const damagedFrame: ByteMutation = (bytes, chance) => {
  const frames = framesOf(bytes);
  if (frames === 0) return anyDamage(bytes, chance);
  const frame = chance.int(0, frames - 1);
  const at = LOG_HEADER + frame * (FRAME + PAGE);
  const head = chance.happens(0.4);
  const changed = head
    ? withNumber(bytes, at + chance.pick([0, 4, 8, 12]), 4, chance.int(0, 0xffffffff))
    : withPart(bytes, at + FRAME, overwrite(bytes.subarray(at + FRAME, at + FRAME + PAGE), chance).bytes);
  const sums = chance.happens(0.6);
  return {
    bytes: sums ? withSums(changed) : changed,
    what: `log: frame ${frame + 1} of ${frames}, its ${head ? 'head' : 'page'} changed${sums ? ', sums right' : ''}`,
  };
};

function framesOf(bytes: Uint8Array): number {
  return Math.max(0, Math.floor((bytes.length - LOG_HEADER) / (FRAME + PAGE)));
}

/** The same log with every checksum as SQLite wants it, so that the damage is believed. */
export function withSums(bytes: Uint8Array): Uint8Array {
  const out = bytes.slice();
  if (out.length < LOG_HEADER) return out;
  const view = new DataView(out.buffer, out.byteOffset, out.byteLength);
  const little = (view.getUint32(0) & 1) === 0;
  let sum = summed([0, 0], view, 0, 24, little);
  view.setUint32(24, sum[0]);
  view.setUint32(28, sum[1]);
  for (let at = LOG_HEADER; at + FRAME + PAGE <= out.length; at += FRAME + PAGE) {
    view.setUint32(at + 8, view.getUint32(16));
    view.setUint32(at + 12, view.getUint32(20));
    sum = summed(sum, view, at, 8, little);
    sum = summed(sum, view, at + FRAME, PAGE, little);
    view.setUint32(at + 16, sum[0]);
    view.setUint32(at + 20, sum[1]);
  }
  return out;
}

function summed(start: readonly [number, number], view: DataView, at: number, length: number, little: boolean) {
  let [first, second] = start;
  for (let i = at; i < at + length; i += 8) {
    first = (first + view.getUint32(i, little) + second) >>> 0;
    second = (second + view.getUint32(i + 4, little) + first) >>> 0;
  }
  return [first, second] as const;
}

function withNumber(bytes: Uint8Array, at: number, width: number, value: number): Uint8Array {
  const number = Buffer.alloc(4);
  number.writeUInt32BE(value >>> 0);
  return withPart(bytes, at, number.subarray(4 - width));
}

function withPart(bytes: Uint8Array, at: number, part: Uint8Array): Uint8Array {
  return joined(bytes.subarray(0, at), part, bytes.subarray(at + part.length)).slice(0, bytes.length);
}

/** No database at all. */
export function strangeFile(chance: Chance): { bytes: Uint8Array; what: string } {
  return chance.pick([
    { bytes: new Uint8Array(), what: 'an empty file' },
    { bytes: new Uint8Array(Buffer.from('SQLite format 3\0')), what: 'the magic words alone' },
    { bytes: new Uint8Array(Buffer.from('{"project": true}\n')), what: 'a text' },
    { bytes: chance.bytes(8192), what: 'noise' },
    { bytes: new Uint8Array(1024 * 1024), what: 'zeros' },
  ]);
}
