/**
 * Makes colour profiles from primaries and a curve, for files that give these instead of a profile, and for grey
 * pictures that are converted to RGB.
 * https://www.color.org/specification/ICC.1-2022-05.pdf (written by the rules of version 2, which every engine reads)
 */
import { profileTag, srgbToLight } from '../../preload/contract/icc.ts';

type Triple = readonly [number, number, number];
type Matrix = readonly [Triple, Triple, Triple];

/** CIE xy chromaticities of red, green, blue and white. */
export interface Primaries {
  readonly red: readonly [number, number];
  readonly green: readonly [number, number];
  readonly blue: readonly [number, number];
  readonly white: readonly [number, number];
}

const D65 = [0.3127, 0.329] as const;
const D50: Triple = [0.9642, 1, 0.8249];

export const srgbPrimaries: Primaries = { red: [0.64, 0.33], green: [0.3, 0.6], blue: [0.15, 0.06], white: D65 };
export const p3Primaries: Primaries = { red: [0.68, 0.32], green: [0.265, 0.69], blue: [0.15, 0.06], white: D65 };
export const rec2020Primaries: Primaries = {
  red: [0.708, 0.292],
  green: [0.17, 0.797],
  blue: [0.131, 0.046],
  white: D65,
};
export const adobePrimaries: Primaries = { red: [0.64, 0.33], green: [0.21, 0.71], blue: [0.15, 0.06], white: D65 };

/** A tone curve: a power, or sRGB's. */
export type Curve = { readonly gamma: number } | 'srgb';

/** A profile of primaries and a curve, or null where the primaries span no space. */
export function matrixProfile(primaries: Primaries, curve: Curve): Uint8Array<ArrayBuffer> | null {
  const columns = adapted(primaries);
  return columns && profileOf(columns, curve === 'srgb' ? srgbTag() : gammaTag(curve.gamma));
}

/** An RGB profile with a grey profile's curve, in which equal channels mean the same grey. Null where the grey profile has no curve. */
export function rgbOfGrey(grey: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const curve = profileTag(grey, 'kTRC');
  const columns = adapted(srgbPrimaries);
  return curve && columns && profileOf(columns, curve);
}

/** XYZ of red, green and blue under the profiles' white, as columns. */
function adapted({ red, green, blue, white }: Primaries): Matrix | null {
  if ([red, green, blue, white].some(([, y]) => !(y > 0))) return null;
  const whiteXYZ = xyz(white);
  const rgb = [xyz(red), xyz(green), xyz(blue)] as const;
  const inverse = inverted(transposed(rgb));
  if (inverse === null) return null;
  const scale = times(inverse, whiteXYZ);
  const bradford = adaptation(whiteXYZ);
  const scaled = rgb.map((colour, i) => times(bradford, colour.map((v) => v * (scale[i] ?? 0)) as unknown as Triple));
  return scaled as unknown as Matrix;
}

const xyz = ([x, y]: readonly [number, number]): Triple => [x / y, 1, (1 - x - y) / y];

const BRADFORD: Matrix = [
  [0.8951, 0.2664, -0.1614],
  [-0.7502, 1.7135, 0.0367],
  [0.0389, -0.0685, 1.0296],
];

/** Adapts a white point to D50 by the Bradford method. */
function adaptation(white: Triple): Matrix {
  const [from, to] = [times(BRADFORD, white), times(BRADFORD, D50)];
  const back = inverted(BRADFORD);
  if (back === null) throw new Error('A constant matrix has lost its inverse.');
  const scaled = BRADFORD.map((row, i) => row.map((v) => (v * (to[i] ?? 0)) / (from[i] ?? 1))) as unknown as Matrix;
  return product(back, scaled);
}

function times(m: Matrix, v: Triple): Triple {
  return m.map((row) => row[0] * v[0] + row[1] * v[1] + row[2] * v[2]) as unknown as Triple;
}

function product(a: Matrix, b: Matrix): Matrix {
  const columns = transposed(b);
  return a.map((row) =>
    columns.map((column) => row[0] * column[0] + row[1] * column[1] + row[2] * column[2]),
  ) as unknown as Matrix;
}

function transposed([a, b, c]: Matrix): Matrix {
  return [
    [a[0], b[0], c[0]],
    [a[1], b[1], c[1]],
    [a[2], b[2], c[2]],
  ];
}

function inverted([[a, b, c], [d, e, f], [g, h, i]]: Matrix): Matrix | null {
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  if (Math.abs(determinant) < 1e-9) return null;
  const cofactors: Matrix = [
    [e * i - f * h, c * h - b * i, b * f - c * e],
    [f * g - d * i, a * i - c * g, c * d - a * f],
    [d * h - e * g, b * g - a * h, a * e - b * d],
  ];
  return cofactors.map((row) => row.map((v) => v / determinant)) as unknown as Matrix;
}

const fixed = (value: number) => Math.round(value * 65536);

function gammaTag(gamma: number): Uint8Array {
  const tag = Buffer.alloc(gamma === 1 ? 12 : 16);
  tag.write('curv');
  // A curve without entries is linear.
  if (gamma !== 1) {
    tag.writeUInt32BE(1, 8);
    tag.writeUInt16BE(Math.max(1, Math.min(65535, Math.round(gamma * 256))), 12);
  }
  return tag;
}

const ENTRIES = 1024;

function srgbTag(): Uint8Array {
  const tag = Buffer.alloc(12 + 2 * ENTRIES);
  tag.write('curv');
  tag.writeUInt32BE(ENTRIES, 8);
  for (let i = 0; i < ENTRIES; i++) tag.writeUInt16BE(Math.round(srgbToLight(i / (ENTRIES - 1)) * 65535), 12 + 2 * i);
  return tag;
}

function xyzTag(value: Triple): Uint8Array {
  const tag = Buffer.alloc(20);
  tag.write('XYZ ');
  value.forEach((v, i) => {
    tag.writeInt32BE(fixed(v), 8 + 4 * i);
  });
  return tag;
}

function textTags(text: string): Record<string, Uint8Array> {
  const desc = Buffer.alloc(12 + text.length + 1 + 4 + 4 + 2 + 1 + 67);
  desc.write('desc');
  desc.writeUInt32BE(text.length + 1, 8);
  desc.write(text, 12, 'latin1');
  const copyright = Buffer.alloc(8 + 5);
  copyright.write('text');
  copyright.write('CC0', 8);
  return { desc, cprt: copyright };
}

function profileOf([red, green, blue]: Matrix, curve: Uint8Array): Uint8Array<ArrayBuffer> {
  const tags = {
    ...textTags('Made from primaries and a curve'),
    wtpt: xyzTag(D50),
    rXYZ: xyzTag(red),
    gXYZ: xyzTag(green),
    bXYZ: xyzTag(blue),
    rTRC: curve,
    gTRC: curve,
    bTRC: curve,
  };
  const table = Buffer.alloc(4 + 12 * Object.keys(tags).length);
  table.writeUInt32BE(Object.keys(tags).length);
  const bodies: Uint8Array[] = [];
  let at = 128 + table.length;
  Object.entries(tags).forEach(([name, body], i) => {
    table.write(name, 4 + 12 * i);
    table.writeUInt32BE(at, 8 + 12 * i);
    table.writeUInt32BE(body.length, 12 + 12 * i);
    const padded = Buffer.alloc(Math.ceil(body.length / 4) * 4);
    padded.set(body);
    bodies.push(padded);
    at += padded.length;
  });
  return new Uint8Array(Buffer.concat([header(at), table, ...bodies]));
}

function header(length: number): Buffer {
  const head = Buffer.alloc(128);
  head.writeUInt32BE(length, 0);
  head.writeUInt32BE(0x02400000, 8); // version 2.4
  head.write('mntrRGB XYZ ', 12);
  head.writeUInt16BE(2026, 24);
  head.writeUInt16BE(1, 26);
  head.writeUInt16BE(1, 28);
  head.write('acsp', 36);
  D50.forEach((v, i) => {
    head.writeInt32BE(fixed(v), 68 + 4 * i);
  });
  return head;
}
