import { deflateSync } from 'node:zlib';

/** Writes PSD files of any colours and depth, as Photoshop does, by the format's description alone. */

export const psdModes = {
  bitmap: 0,
  grey: 1,
  indexed: 2,
  rgb: 3,
  cmyk: 4,
  multichannel: 7,
  duotone: 8,
  lab: 9,
} as const;
export type Packing = 'raw' | 'rows' | 'zip' | 'predicted';

export interface MadeLayer {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** The values of each channel by its id: 0 on for colours, -1 for the alpha. */
  readonly channels: ReadonlyMap<number, readonly number[]>;
}

export interface MadePsd {
  readonly width: number;
  readonly height: number;
  readonly depth: 1 | 8 | 16 | 32;
  readonly mode: keyof typeof psdModes;
  readonly profile?: Uint8Array | null;
  readonly palette?: Uint8Array;
  readonly layers?: readonly MadeLayer[];
  readonly packing: Packing;
  /** The channels of the merged picture. */
  readonly merged: readonly (readonly number[])[];
  readonly large?: boolean;
}

export function madePsd(psd: MadePsd): Uint8Array<ArrayBuffer> {
  const { width, height, depth, mode, profile = null, palette, layers = [], packing, merged, large = false } = psd;
  const header = [text('8BPS'), u16(large ? 2 : 1), zeros(6), u16(merged.length), u32(height), u32(width)];
  const resources = profile === null ? [] : [text('8BIM'), u16(1039), zeros(2), counted(even(profile), profile.length)];
  const info = layers.length === 0 ? [] : [layerInfo(psd)];
  // Files of more than 8 bits have their layers behind the usual place.
  const isDeep = depth === 16 || depth === 32;
  const usual = sized(isDeep ? [] : info, large);
  const extra =
    isDeep && info.length > 0
      ? [text('8BIM'), text(depth === 16 ? 'Lr16' : 'Lr32'), sized(info.map(even4), large)]
      : [];
  const section = layers.length === 0 ? sized([], large) : sized([usual, u32(0), ...extra], large);
  return joined([
    ...header,
    ...[u16(depth), u16(psdModes[mode])],
    counted(palette ?? new Uint8Array(0)),
    counted(joined(resources)),
    section,
    mergedPart(merged, psd, packing === 'raw' ? 'raw' : 'rows'),
  ]);
}

function layerInfo(psd: MadePsd): Uint8Array {
  const { layers = [], depth, packing, large = false } = psd;
  const packed = layers.map(({ channels, width, height }) =>
    [...channels].map(([id, values]) => ({ id, data: channelPart(values, width, height, depth, packing, large) })),
  );
  const records = layers.flatMap(({ x, y, width, height, name }, at) => {
    const own = packed[at] ?? [];
    const label = even4(joined([Uint8Array.of(name.length), text(name)]));
    return [
      ...[u32(y), u32(x), u32(y + height), u32(x + width), u16(own.length)],
      ...own.flatMap(({ id, data }) => [u16(id & 0xffff), ...(large ? [u32(0)] : []), u32(data.length)]),
      ...[text('8BIMnorm'), Uint8Array.of(255, 0, 0, 0)],
      counted(joined([u32(0), u32(0), label])),
    ];
  });
  const data = packed.flatMap((own) => own.map((one) => one.data));
  return joined([u16(layers.length), ...records, ...data]);
}

const codes: Readonly<Record<Packing, number>> = { raw: 0, rows: 1, zip: 2, predicted: 3 };

function channelPart(
  values: readonly number[],
  width: number,
  height: number,
  depth: MadePsd['depth'],
  packing: Packing,
  large: boolean,
): Uint8Array {
  const rows = rowsOf(values, width, height, depth);
  if (packing === 'rows') {
    const packed = rows.map(packRow);
    return joined([u16(1), ...packed.map(({ length }) => (large ? u32(length) : u16(length))), ...packed]);
  }
  const whole = joined(packing === 'predicted' ? rows.map((row) => predicted(row, width, depth)) : rows);
  return joined([u16(codes[packing]), packing === 'raw' ? whole : deflateSync(whole)]);
}

function mergedPart(
  channels: MadePsd['merged'],
  { width, height, depth, large = false }: MadePsd,
  packing: 'raw' | 'rows',
) {
  const rows = channels.flatMap((values) => rowsOf(values, width, height, depth));
  if (packing === 'raw') return joined([u16(0), ...rows]);
  const packed = rows.map(packRow);
  return joined([u16(1), ...packed.map(({ length }) => (large ? u32(length) : u16(length))), ...packed]);
}

function rowsOf(values: readonly number[], width: number, height: number, depth: MadePsd['depth']): Uint8Array[] {
  return Array.from({ length: height }, (_, y) => {
    const row = values.slice(y * width, (y + 1) * width);
    if (depth === 8) return Uint8Array.from(row);
    const bytes = new Uint8Array(Math.ceil((width * depth) / 8));
    const view = new DataView(bytes.buffer);
    row.forEach((value, x) => {
      if (depth === 16) view.setUint16(2 * x, value);
      else if (depth === 32) view.setFloat32(4 * x, value);
      else if (value === 0) bytes[x >> 3] = (bytes[x >> 3] ?? 0) | (128 >> (x & 7));
    });
    return bytes;
  });
}

/** Runs of one byte, and single bytes where there is none. */
function packRow(row: Uint8Array): Uint8Array {
  const packed: number[] = [];
  for (let at = 0; at < row.length; ) {
    let run = 1;
    while (run < 128 && row[at + run] === row[at] && at + run < row.length) run += 1;
    packed.push(run > 1 ? 257 - run : 0, row[at] ?? 0);
    at += run;
  }
  return Uint8Array.from(packed);
}

function predicted(row: Uint8Array, width: number, depth: MadePsd['depth']): Uint8Array {
  const bytes = row.slice();
  if (depth === 16) {
    const [view, before] = [new DataView(bytes.buffer), new DataView(row.slice().buffer)];
    for (let x = 1; x < width; x++) view.setUint16(2 * x, before.getUint16(2 * x) - before.getUint16(2 * x - 2));
    return bytes;
  }
  const ranked = depth === 32 ? bytes.map((_, at) => row[4 * (at % width) + Math.floor(at / width)] ?? 0) : bytes;
  return ranked.map((value, at) => value - (at === 0 ? 0 : (ranked[at - 1] ?? 0)));
}

const text = (words: string) => new TextEncoder().encode(words);
const zeros = (count: number) => new Uint8Array(count);
const u16 = (value: number) => Uint8Array.of((value >> 8) & 255, value & 255);
const u32 = (value: number) => joined([u16(value >>> 16), u16(value & 0xffff)]);
const counted = (bytes: Uint8Array, length = bytes.length) => joined([u32(length), bytes]);
const even = (bytes: Uint8Array) => (bytes.length % 2 === 0 ? bytes : joined([bytes, zeros(1)]));
const even4 = (bytes: Uint8Array) => joined([bytes, zeros((4 - (bytes.length % 4)) % 4)]);

function sized(parts: readonly Uint8Array[], large: boolean): Uint8Array {
  const bytes = even(joined(parts));
  return joined([...(large ? [u32(0)] : []), counted(bytes)]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
