import { constants, crc32, deflateRawSync, deflateSync, inflateSync } from 'node:zlib';
import { anyDamage, joined, type Mutated } from '../bytes.ts';
import type { Chance } from '../chance.ts';

/** Damage to PNG and APNG that knows chunks, and makes their checksums right again so that it is believed. */

interface Chunk {
  readonly type: string;
  readonly data: Uint8Array;
}

const SIGNATURE = 8;

export function chunksOf(bytes: Uint8Array): Chunk[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks: Chunk[] = [];
  for (let at = SIGNATURE; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    const type = Buffer.from(bytes.subarray(at + 4, at + 8)).toString('latin1');
    chunks.push({ type, data: bytes.slice(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return chunks;
}

export function pngOf(chunks: readonly Chunk[]): Uint8Array<ArrayBuffer> {
  return joined(Buffer.from('89504e470d0a1a0a', 'hex'), ...chunks.map(encoded));
}

function encoded({ type, data }: Chunk): Uint8Array {
  const body = joined(Buffer.from(type, 'latin1'), data);
  const frame = Buffer.alloc(12 + data.length);
  frame.writeUInt32BE(data.length, 0);
  frame.set(body, 4);
  frame.writeUInt32BE(crc32(body), 8 + data.length);
  return frame;
}

type Change = (
  chunks: readonly Chunk[],
  chance: Chance,
) => { readonly chunks: readonly Chunk[]; readonly what: string };

const numbers = [0, 1, 2, 3, 255, 16_384, 16_385, 65_535, 100_000, 0x7fffffff, 0x80000000, 0xffffffff];

function withData(chunks: readonly Chunk[], index: number, change: (data: Uint8Array) => Uint8Array): Chunk[] {
  return chunks.map((chunk, i) => (i === index ? { ...chunk, data: change(chunk.data) } : chunk));
}

function number32(data: Uint8Array, at: number, value: number): Uint8Array {
  const out = Buffer.from(data);
  if (at + 4 <= out.length) out.writeUInt32BE(value >>> 0, at);
  return new Uint8Array(out);
}

const header: Change = (chunks, chance) => {
  const [at, name] = chance.pick([
    [0, 'width'],
    [4, 'height'],
    [8, 'depth'],
    [9, 'colour type'],
    [10, 'compression'],
    [11, 'filter'],
    [12, 'interlace'],
  ] as const);
  const value = chance.pick(at < 8 ? numbers : [0, 1, 2, 3, 4, 5, 6, 7, 8, 16, 32, 255]);
  const change = (data: Uint8Array) =>
    at < 8 ? number32(data, at, value) : data.map((byte, i) => (i === at ? value : byte));
  return { chunks: withData(chunks, 0, change), what: `${name} ${value}` };
};

const anyChunk: Change = (chunks, chance) => {
  const index = chance.int(0, chunks.length - 1);
  const type = chunks[index]?.type ?? '';
  const how = chance.pick(['left out', 'doubled', 'moved to the front', 'renamed', 'damaged', 'emptied'] as const);
  const rest = chunks.filter((_chunk, i) => i !== index);
  const chunk = chunks[index] ?? { type, data: new Uint8Array() };
  if (how === 'left out') return { chunks: rest, what: `${type} left out` };
  if (how === 'doubled')
    return { chunks: [...chunks.slice(0, index + 1), chunk, ...chunks.slice(index + 1)], what: `${type} doubled` };
  if (how === 'moved to the front') return { chunks: [chunk, ...rest], what: `${type} first` };
  if (how === 'renamed') {
    const name = chance.pick([
      'IHDR',
      'PLTE',
      'IDAT',
      'IEND',
      'tRNS',
      'iCCP',
      'acTL',
      'fdAT',
      'abcd',
      'ABCD',
      '\0\0\0\0',
    ]);
    return {
      chunks: chunks.map((one, i) => (i === index ? { ...one, type: name } : one)),
      what: `${type} is called ${JSON.stringify(name)}`,
    };
  }
  const change = how === 'emptied' ? () => new Uint8Array() : (data: Uint8Array) => anyDamage(data, chance).bytes;
  return { chunks: withData(chunks, index, change), what: `${type} ${how}, checksum right` };
};

const MEGABYTE = 1024 * 1024;
/** Ends on a byte and knows nothing of what came before, so that it can be repeated. */
const packedZeros = deflateRawSync(new Uint8Array(MEGABYTE), { finishFlush: constants.Z_FULL_FLUSH });

/** So many MB of zeros as a zlib stream, without packing all of them. */
function bomb(megabytes: number): Uint8Array {
  const sum = Buffer.alloc(4);
  sum.writeUInt16BE((megabytes * MEGABYTE) % 65_521, 0);
  sum.writeUInt16BE(1, 2);
  const blocks = new Array<Uint8Array>(megabytes).fill(packedZeros);
  return joined(Buffer.from('789c', 'hex'), ...blocks, Buffer.from('0300', 'hex'), sum);
}

function behindHeader(chunks: readonly Chunk[], ...extra: readonly Chunk[]): Chunk[] {
  return [...chunks.slice(0, 1), ...extra, ...chunks.slice(1)];
}

const latin = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));

/** A profile that is small in the file. */
export function profileBomb(megabytes: number): Chunk {
  return { type: 'iCCP', data: joined(latin('profile\0\0'), bomb(megabytes)) };
}

const packed: Change = (chunks, chance) => {
  const megabytes = chance.pick([1, 40, 400]);
  const key = chance.pick(['trace', 'grid', 'prompt', 'frame', 'Comment', '__proto__']);
  const [chunk, what] = chance.pick<readonly [Chunk, string]>([
    [profileBomb(megabytes), `a profile of ${megabytes} MB`],
    [{ type: 'zTXt', data: joined(latin(`${key}\0\0`), bomb(megabytes)) }, `text "${key}" of ${megabytes} MB`],
    [
      { type: 'iTXt', data: joined(latin(`${key}\0\x01\0\0\0`), bomb(megabytes)) },
      `text "${key}" of ${megabytes} MB, packed`,
    ],
    [{ type: 'iCCP', data: joined(latin('profile\0\0'), deflateSync(chance.bytes(500))) }, 'a profile of noise'],
    [{ type: 'iCCP', data: latin('x'.repeat(200)) }, 'a profile without an end of its name'],
    [{ type: 'eXIf', data: exif(chance.pick([0, 2, 5, 8, 9, 255, 65_535])) }, 'a turn by EXIF'],
    [{ type: 'eXIf', data: anyDamage(exif(6), chance).bytes }, 'a damaged EXIF'],
    [{ type: 'gAMA', data: new Uint8Array(4) }, 'a gamma of 0'],
    [{ type: 'cHRM', data: new Uint8Array(32) }, 'primaries of 0'],
    [{ type: 'PLTE', data: chance.bytes(chance.pick([0, 1, 3, 768, 771, 3000])) }, 'a palette of an odd size'],
    [{ type: 'tRNS', data: chance.bytes(chance.pick([0, 1, 5, 300])) }, 'an odd transparency'],
  ]);
  return { chunks: behindHeader(chunks, chunk), what };
};

export function exif(orientation: number): Uint8Array {
  const data = Buffer.alloc(26);
  data.write('MM\0*', 0, 'latin1');
  data.writeUInt32BE(8, 4);
  data.writeUInt16BE(1, 8);
  data.writeUInt16BE(0x0112, 10);
  data.writeUInt16BE(3, 12);
  data.writeUInt32BE(1, 14);
  data.writeUInt16BE(orientation, 18);
  return new Uint8Array(data);
}

const manyTexts: Change = (chunks, chance) => {
  const count = chance.pick([100, 20_000]);
  const extra = Array.from({ length: count }, (_, i) => ({ type: 'tEXt', data: latin(`key${i}\0value`) }));
  return { chunks: behindHeader(chunks, ...extra), what: `${count} texts` };
};

const pixels: Change = (chunks, chance) => {
  const how = chance.pick(['other bytes', 'too short', 'too long', 'a bomb'] as const);
  const raw = inflated(chunks);
  const damaged =
    how === 'other bytes'
      ? anyDamage(raw, chance).bytes
      : how === 'too short'
        ? raw.slice(0, raw.length / 2)
        : joined(raw, new Uint8Array(50_000));
  const data = how === 'a bomb' ? bomb(400) : deflateSync(damaged);
  const rest = chunks.filter(({ type }) => type !== 'IDAT' && type !== 'IEND');
  return {
    chunks: [...rest, { type: 'IDAT', data }, { type: 'IEND', data: new Uint8Array() }],
    what: `pixels: ${how}`,
  };
};

function inflated(chunks: readonly Chunk[]): Uint8Array {
  try {
    return inflateSync(joined(...chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data)));
  } catch {
    return new Uint8Array(1000);
  }
}

const animation: Change = (chunks, chance) => {
  const found = chunks.findIndex(({ type }) => type === 'acTL' || type === 'fcTL');
  const frames = number32(number32(new Uint8Array(8), 0, chance.pick(numbers)), 4, chance.pick(numbers));
  if (found < 0)
    return { chunks: behindHeader(chunks, { type: 'acTL', data: frames }), what: 'frames that are not there' };
  const at = chance.pick([0, 4, 8, 12, 16, 20]);
  return {
    chunks: withData(chunks, found, (data) => number32(data, at, chance.pick(numbers))),
    what: `animation: a number at ${at}`,
  };
};

export function mutatedPng(bytes: Uint8Array, chance: Chance): Mutated {
  const { chunks, what } = chance.weighted<Change>([
    [4, header],
    [5, anyChunk],
    [5, packed],
    [1, manyTexts],
    [3, pixels],
    [2, animation],
  ])(chunksOf(bytes), chance);
  return { bytes: pngOf(chunks), what: `PNG: ${what}` };
}
