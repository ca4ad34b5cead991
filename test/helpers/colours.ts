import sharp from 'sharp';
import { convert, encode } from '../../main/pictures/encode.ts';
import { adobePrimaries, matrixProfile, p3Primaries, srgbPrimaries } from '../../main/pictures/matrix-profile.ts';
import { pngChunk, withProfile } from '../../main/pictures/png-chunks.ts';

export type Rgb = readonly [number, number, number];

/** CIE L*a*b* of an sRGB colour. */
function lab(colour: Rgb): Rgb {
  const [r, g, b] = colour.map((value) => {
    const v = value / 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  const f = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** CIE 1976. */
export function deltaE(one: ArrayLike<number>, other: ArrayLike<number>): number {
  const [a, b] = [lab(rgbOf(one)), lab(rgbOf(other))];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

const rgbOf = (pixel: ArrayLike<number>): Rgb => [pixel[0] ?? 0, pixel[1] ?? 0, pixel[2] ?? 0];

/** A colour that every space here can show, paper and ink included. */
export const PATCH: Rgb = [190, 90, 75];

const solid = ([r, g, b]: Rgb, side: number) => ({
  width: side,
  height: side,
  rgba: Uint8Array.from({ length: 4 * side * side }, (_, i) => [r, g, b, 255][i % 4] ?? 0),
});

async function png(colour: Rgb, side: number): Promise<Uint8Array<ArrayBuffer>> {
  const { width, height, rgba } = solid(colour, side);
  return new Uint8Array(
    await sharp(rgba, { raw: { width, height, channels: 4 } })
      .removeAlpha()
      .png()
      .toBuffer(),
  );
}

async function pngIn(profile: Uint8Array, depth: 8 | 16, side: number): Promise<Uint8Array<ArrayBuffer>> {
  const samples = await convert(solid(PATCH, side), profile, depth);
  const numbers = depth === 8 ? samples : new Uint16Array(samples.buffer);
  const picture = sharp(numbers, { raw: { width: side, height: side, channels: 4 } });
  const bare = await (depth === 16 ? picture.toColourspace('rgb16') : picture).removeAlpha().png().toBuffer();
  return withProfile(new Uint8Array(bare), profile);
}

/** A PNG's chunk put right behind its header. */
export function withChunk(file: Uint8Array, type: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat([file.subarray(0, 33), pngChunk(type, data), file.subarray(33)]));
}

/** An AVIF of sharp's with colours named by numbers, which sharp writes none of. */
function withCodePoints(file: Uint8Array, primaries: number, transfer: number): Uint8Array<ArrayBuffer> {
  const avif = Buffer.from(file);
  const colr = Buffer.from([0, 0, 0, 19, ...Buffer.from('colrnclx'), 0, primaries, 0, transfer, 0, 6, 0x80]);
  for (const box of ['meta', 'iprp', 'ipco']) {
    const at = avif.indexOf(box) - 4;
    avif.writeUInt32BE(avif.readUInt32BE(at) + colr.length, at);
  }
  // Where the pixels lie is told from the file's start.
  const location = avif.indexOf('iloc');
  const place = [location + 16, location + 22].find((at) => avif.readUInt32BE(at) !== 0);
  if (place === undefined) throw new Error('The pixels lie somewhere.');
  avif.writeUInt32BE(avif.readUInt32BE(place) + colr.length, place);
  const end = avif.indexOf('ipco') - 4 + avif.readUInt32BE(avif.indexOf('ipco') - 4) - colr.length;
  return new Uint8Array(Buffer.concat([avif.subarray(0, end), colr, avif.subarray(end)]));
}

function known(profile: Uint8Array<ArrayBuffer> | null): Uint8Array<ArrayBuffer> {
  if (profile === null) throw new Error('These primaries span a space.');
  return profile;
}

export const profiles = {
  p3: known(matrixProfile(p3Primaries, 'srgb')),
  adobe: known(matrixProfile(adobePrimaries, { gamma: 563 / 256 })),
  linear: known(matrixProfile(srgbPrimaries, { gamma: 1 })),
};

/** PATCH in every way that a file can say it. */
export async function patches(side = 32): Promise<Readonly<Record<string, Uint8Array<ArrayBuffer>>>> {
  const plain = await png(PATCH, side);
  const linear = await convert(solid(PATCH, 1), profiles.linear, 16);
  const wide = await convert(solid(PATCH, 1), profiles.p3, 8);
  const linear16 = sharp(
    Uint16Array.from({ length: 3 * side * side }, (_, i) => new Uint16Array(linear.buffer)[i % 3] ?? 0),
    { raw: { width: side, height: side, channels: 3 } },
  );
  const gamma = Buffer.alloc(4);
  gamma.writeUInt32BE(100_000);
  const cmyk = sharp(plain).toColourspace('cmyk').withIccProfile('cmyk');
  return {
    'srgb.png': plain,
    'p3.png': await pngIn(profiles.p3, 8, side),
    'p3.jpg': await encode(await pngIn(profiles.p3, 8, side), 'image/jpeg', false),
    'p3.webp': await encode(await pngIn(profiles.p3, 8, side), 'image/webp', false),
    'p3.tif': await encode(await pngIn(profiles.p3, 16, side), 'image/tiff', false),
    'p3.avif': await encode(await pngIn(profiles.p3, 8, side), 'image/avif', false),
    'adobe.png': await pngIn(profiles.adobe, 8, side),
    'linear16.png': await pngIn(profiles.linear, 16, side),
    'gamma.png': withChunk(new Uint8Array(await linear16.toColourspace('rgb16').png().toBuffer()), 'gAMA', gamma),
    'cicp.png': withChunk(await png(rgbOf(wide), side), 'cICP', Uint8Array.of(12, 13, 0, 1)),
    'cicp.avif': withCodePoints(await encode(await png(rgbOf(wide), side), 'image/avif', false), 12, 13),
    'cmyk.jpg': new Uint8Array(await cmyk.clone().jpeg({ quality: 100 }).toBuffer()),
    'cmyk.tif': new Uint8Array(await cmyk.clone().tiff({ compression: 'lzw' }).toBuffer()),
    'deep.png': new Uint8Array(await sharp(plain).toColourspace('rgb16').png().toBuffer()),
  };
}
