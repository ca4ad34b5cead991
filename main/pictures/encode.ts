/** Converts pixels to other colour spaces, and the studio's PNG files to other formats. */
import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import type { WrittenType } from '../../preload/contract/formats.ts';
import { isSrgbProfile } from '../../preload/contract/icc.ts';
import type { OwnPixels } from '../../preload/contract/picture-service.ts';
import { MAX_PIXELS, type Raster } from '../../preload/contract/pictures.ts';
import { bytesOf } from './bytes.ts';
import { densityOf, tiffDensity, withDensity } from './density.ts';

const options = { limitInputPixels: MAX_PIXELS } as const;

/** Converts RGBA to the profile's space. Alpha stays. */
export async function convert(
  { width, height, rgba }: Raster,
  profile: Uint8Array | null,
  depth: OwnPixels['depth'],
): Promise<Uint8Array<ArrayBuffer>> {
  if (profile === null || isSrgbProfile(profile)) return depth === 8 ? rgba.slice() : widened(rgba);
  // sharp reads profiles only from files.
  const file = join(tmpdir(), `dimoo-${randomUUID()}.icc`);
  await writeFile(file, profile, { flag: 'wx', mode: 0o600 });
  try {
    const data = await sharp(rgba, { ...options, raw: { width, height, channels: 4 } })
      .toColourspace(depth === 16 ? 'rgb16' : 'srgb')
      .withIccProfile(file)
      .raw({ depth: depth === 16 ? 'ushort' : 'uchar' })
      .toBuffer();
    return bytesOf(data);
  } finally {
    await rm(file, { force: true });
  }
}

/** Scales 8-bit samples to 16 bits. Uint16Array.from would first build a list, which exceeds the heap for a large picture. */
function widened(rgba: Uint8Array): Uint8Array<ArrayBuffer> {
  const samples = new Uint16Array(rgba.length);
  for (let i = 0; i < rgba.length; i++) samples[i] = (rgba[i] ?? 0) * 257;
  return new Uint8Array(samples.buffer);
}

const writers: Readonly<Record<WrittenType, (picture: Sharp, dpi: number | null) => Sharp>> = {
  'image/png': (picture) => picture.png(),
  'image/jpeg': (picture) => picture.jpeg({ quality: 95, chromaSubsampling: '4:4:4' }),
  'image/webp': (picture) => picture.webp({ lossless: true, exact: true }),
  'image/avif': (picture) => picture.avif({ quality: 90, chromaSubsampling: '4:4:4', effort: 2 }),
  'image/tiff': (picture, dpi) =>
    picture.tiff({ compression: 'deflate', predictor: 'horizontal', ...tiffDensity(dpi) }),
};

/**
 * Encodes a PNG in another format, with its resolution where that has a place.
 * @param paper whether transparent pixels get a white background, as they always do in JPEG
 */
export async function encode(
  png: Uint8Array,
  mediaType: WrittenType,
  paper: boolean,
): Promise<Uint8Array<ArrayBuffer>> {
  // With its profile kept, sharp does not change the numbers.
  const picture = sharp(png, { ...options, failOn: 'error' }).keepIccProfile();
  const flat = paper || mediaType === 'image/jpeg' ? picture.flatten({ background: '#ffffff' }) : picture;
  const metadata = await sharp(png, options).metadata();
  const { depth } = metadata;
  const dpi = densityOf(png, 'image/png', metadata);
  // TIFF is the only format besides PNG with 16 bits.
  const deep = depth === 'ushort' && mediaType === 'image/tiff';
  const data = await writers[mediaType](deep ? flat.toColourspace('rgb16') : flat, dpi).toBuffer();
  return withDensity(bytesOf(data), mediaType, dpi);
}
