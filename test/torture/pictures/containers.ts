import { anyDamage, joined, type Mutated } from '../bytes.ts';
import type { Chance } from '../chance.ts';

/** Damage to JPEG, WebP, GIF, AVIF, TIFF and BMP that knows where their parts begin and what their numbers mean. */

export type Container = 'jpeg' | 'webp' | 'gif' | 'avif' | 'tiff' | 'bmp';

/** Offsets at which a part begins, the first at 0. */
function partsOf(bytes: Uint8Array, format: Container): number[] {
  if (format === 'jpeg') return jpegParts(bytes);
  if (format === 'webp') return riffParts(bytes);
  if (format === 'avif') return boxes(bytes);
  const size = Math.max(1, Math.floor(bytes.length / 16));
  return Array.from({ length: 16 }, (_, i) => i * size).filter((at) => at < bytes.length);
}

function jpegParts(bytes: Uint8Array): number[] {
  const found = [0];
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff; ) {
    found.push(at);
    // Behind the start of the scan there are no lengths any more.
    if (bytes[at + 1] === 0xda) break;
    at += 2 + (((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0));
  }
  return found;
}

function riffParts(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = [0];
  for (let at = 12; at + 8 <= bytes.length; ) {
    found.push(at);
    const size = view.getUint32(at + 4, true);
    at += 8 + size + (size % 2);
  }
  return found;
}

function boxes(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: number[] = [];
  for (let at = 0; at + 8 <= bytes.length; ) {
    found.push(at);
    at += Math.max(8, view.getUint32(at));
  }
  return found;
}

type Field = readonly [at: number, width: 1 | 2 | 4, little: boolean, name: string];

const fields: Readonly<Record<Container, readonly Field[]>> = {
  jpeg: [],
  webp: [
    [4, 4, true, 'length of all'],
    [16, 4, true, 'length of the first part'],
    [20, 4, true, 'flags'],
    [24, 4, true, 'width'],
    [27, 4, true, 'height'],
  ],
  gif: [
    [6, 2, true, 'width'],
    [8, 2, true, 'height'],
    [10, 1, true, 'palette'],
    [11, 1, true, 'background'],
    [12, 1, true, 'aspect'],
  ],
  avif: [
    [0, 4, false, 'first length'],
    [8, 4, false, 'brand'],
  ],
  tiff: [
    [0, 2, true, 'byte order'],
    [2, 2, true, 'magic'],
    [4, 4, true, 'first directory'],
  ],
  bmp: [
    [2, 4, true, 'size of all'],
    [10, 4, true, 'where pixels begin'],
    [14, 4, true, 'size of the header'],
    [18, 4, true, 'width'],
    [22, 4, true, 'height'],
    [28, 2, true, 'bits'],
    [30, 4, true, 'compression'],
    [46, 4, true, 'colours'],
  ],
};

const numbers = [
  0, 1, 2, 3, 8, 16, 24, 32, 255, 16_385, 65_535, 100_000, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff,
];

export function mutatedContainer(bytes: Uint8Array, format: Container, chance: Chance): Mutated {
  const { bytes: out, what } = chance.weighted<() => Mutated>([
    [5, () => onePart(bytes, format, chance)],
    [fields[format].length > 0 ? 4 : 0, () => oneField(bytes, format, chance)],
    [2, () => ownNumbers(bytes, format, chance)],
    [3, () => anyDamage(bytes, chance)],
  ])();
  return { bytes: out, what: `${format}: ${what}` };
}

function onePart(bytes: Uint8Array, format: Container, chance: Chance): Mutated {
  const starts = partsOf(bytes, format);
  const parts = starts.map((at, i) => new Uint8Array(bytes.slice(at, starts[i + 1] ?? bytes.length)));
  const index = chance.int(0, parts.length - 1);
  const part = parts[index] ?? new Uint8Array();
  const how = chance.pick([
    'left out',
    'doubled',
    'a thousand times',
    'damaged',
    'swapped',
    'its length changed',
  ] as const);
  if (how === 'left out') parts.splice(index, 1);
  if (how === 'doubled') parts.splice(index, 0, part);
  if (how === 'a thousand times')
    parts.splice(index, 0, ...new Array<Uint8Array<ArrayBuffer>>(part.length < 5000 ? 1000 : 20).fill(part));
  if (how === 'damaged') parts[index] = new Uint8Array(anyDamage(part, chance).bytes);
  if (how === 'swapped') parts.reverse();
  if (how === 'its length changed')
    parts[index] = withNumber(
      part,
      format === 'webp' ? 4 : format === 'avif' ? 0 : 2,
      format === 'jpeg' ? 2 : 4,
      format === 'webp',
      chance.pick(numbers),
    );
  return { bytes: joined(...parts), what: `part ${index + 1} of ${starts.length} ${how}` };
}

function oneField(bytes: Uint8Array, format: Container, chance: Chance): Mutated {
  const [at, width, little, name] = chance.pick(fields[format]);
  const value = chance.pick(numbers);
  return { bytes: withNumber(bytes, at, width, little, value), what: `${name} is ${value}` };
}

/** Numbers that lie deeper: a JPEG's size, an AVIF's extent, a TIFF's directory, a GIF's frame. */
function ownNumbers(bytes: Uint8Array, format: Container, chance: Chance): Mutated {
  const value = chance.pick(numbers);
  const marks: Readonly<Record<Container, readonly number[]>> = {
    jpeg: [0xff, 0xc0],
    webp: [0x56, 0x50, 0x38],
    gif: [0x2c],
    avif: [0x69, 0x73, 0x70, 0x65],
    tiff: [0x01, 0x01],
    bmp: [0x42, 0x4d],
  };
  const mark = Buffer.from(marks[format]);
  const found = Buffer.from(bytes).indexOf(mark);
  const at = Math.max(0, found) + mark.length + chance.int(0, 24);
  const width = chance.pick([1, 2, 4] as const);
  return {
    bytes: withNumber(bytes, at, width, chance.happens(0.5), value),
    what: `${value} in ${width} bytes behind its mark`,
  };
}

function withNumber(
  bytes: Uint8Array,
  at: number,
  width: 1 | 2 | 4,
  little: boolean,
  value: number,
): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(bytes);
  if (at + width > out.length) return out;
  const view = new DataView(out.buffer);
  if (width === 1) view.setUint8(at, value & 0xff);
  if (width === 2) view.setUint16(at, value & 0xffff, little);
  if (width === 4) view.setUint32(at, value >>> 0, little);
  return out;
}
