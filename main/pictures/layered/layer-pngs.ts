import sharp from 'sharp';
import type { LayeredMask } from '../../../preload/contract/layered-picture.ts';
import type { Raster } from '../../../preload/contract/pictures.ts';
import { bytesOf } from '../bytes.ts';
import { show } from '../decode.ts';
import { isOpaque, options, pngOf } from '../pipeline.ts';
import { withProfile } from '../png-chunks.ts';

/** The pixels of layers and masks, as the PNG files that the studio keeps, and back. */

/** Encodes pixels of a profile's space as PNG in the working space. A null profile means sRGB. */
export async function pngInWorkingSpace(
  raster: Raster,
  profile: Uint8Array | null,
  name: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const png = await pngOf(raster, !isOpaque(raster));
  if (profile === null) return png;
  const tagged = withProfile(png, profile);
  const { png: converted } = await show(tagged, name);
  return converted === null ? png : new Uint8Array(converted);
}

interface Grey {
  readonly width: number;
  readonly height: number;
  readonly values: Uint8Array;
}

/** A mask as a grey PNG of 8 bits. */
export async function greyPngOf({ width, height, values }: Grey): Promise<Uint8Array<ArrayBuffer>> {
  const picture = sharp(values, { ...options, raw: { width, height, channels: 1 } });
  return bytesOf(await picture.toColourspace('b-w').png({ compressionLevel: 3 }).toBuffer());
}

/** The straight RGBA of a PNG in the working space. */
export async function rgbaOf(png: Uint8Array): Promise<Raster> {
  const picture = sharp(png, { ...options, ignoreIcc: true })
    .toColourspace('srgb')
    .ensureAlpha();
  const { data, info } = await picture.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, rgba: bytesOf(data) };
}

/** What a mask shows, one value for each pixel of its frame. */
export async function valuesOf({ png, width, height, shownBy }: LayeredMask): Promise<Grey> {
  const { rgba, ...size } = await rgbaOf(png);
  const channel = shownBy === 'alpha' ? 3 : 0;
  const values = new Uint8Array(size.width * size.height);
  for (let at = 0; at < values.length; at++) values[at] = rgba[4 * at + channel] ?? 0;
  if (size.width === width && size.height === height) return { width, height, values };
  const picture = sharp(values, { ...options, raw: { ...size, channels: 1 } });
  const data = await picture
    .resize(width, height, { fit: 'fill', kernel: 'linear' })
    .toColourspace('b-w')
    .raw()
    .toBuffer();
  return { width, height, values: bytesOf(data) };
}
