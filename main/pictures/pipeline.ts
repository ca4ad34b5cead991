/** Converts opened pictures to pixels of the working space, and pixels to PNG. */
import sharp, { type Metadata, type Sharp } from 'sharp';
import type { MediaType } from '../../preload/contract/formats.ts';
import { MAX_PIXELS, type Raster } from '../../preload/contract/pictures.ts';
import { bytesOf, withoutExtras } from './bytes.ts';

/** A file that libvips can open, with its colours described in a way that libvips reads. */
export interface Opened {
  readonly bytes: Uint8Array;
  readonly mediaType: MediaType;
  readonly metadata: Metadata;
  /** Whether the numbers are already sRGB. */
  readonly srgb: boolean;
}

export const options = { limitInputPixels: MAX_PIXELS, failOn: 'error' } as const;

/** An upright picture in the working space. A damaged profile is ignored. */
export function pipeline({ bytes, srgb, metadata }: Opened): Sharp {
  const picture = sharp(bytes, { ...options, ignoreIcc: srgb })
    .autoOrient()
    .toColourspace('srgb')
    .ensureAlpha();
  // sharp converts 16-bit pictures with a profile to Display P3 and leaves them there.
  return srgb || metadata.icc === undefined ? picture : picture.withIccProfile('srgb', { attach: false });
}

export const workingRaster = (opened: Opened): Promise<Raster> => rasterOf(pipeline(opened));

export async function rasterOf(picture: Sharp): Promise<Raster> {
  const { data, info } = await picture.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, rgba: withoutExtras(bytesOf(data), info.channels, 1) };
}

export function isOpaque({ rgba }: Raster): boolean {
  for (let i = 3; i < rgba.length; i += 4) if (rgba[i] !== 255) return false;
  return true;
}

/** Encodes PNG quickly rather than small, since it is read back at once. */
export async function pngOf({ width, height, rgba }: Raster, transparent: boolean): Promise<Uint8Array<ArrayBuffer>> {
  const picture = sharp(rgba, { raw: { width, height, channels: 4 }, limitInputPixels: MAX_PIXELS });
  const png = await (transparent ? picture : picture.removeAlpha()).png({ compressionLevel: 3 }).toBuffer();
  return bytesOf(png);
}
