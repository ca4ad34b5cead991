/** Picture files to pixels, and pixels to other sizes. The engine's only user of sharp. */
import sharp from 'sharp';
import { StudioError } from '../../../preload/contract/errors.ts';
import { MAX_PIXELS, MAX_SIDE, type Raster, type RegionMask } from '../../../preload/contract/pictures.ts';
import type { Size } from '../framing/sizes.ts';

// Pictures come once each; a cache would only hold memory.
sharp.cache(false);

const options = { limitInputPixels: MAX_PIXELS, ignoreIcc: true, failOn: 'error' } as const;

export interface PictureFile {
  readonly raster: Raster;
  /** The colour profile that the numbers are meant in, if the file names one. */
  readonly profile: Uint8Array | null;
}

/**
 * Decodes any common format, turned upright by its EXIF orientation. Colour numbers stay as they are
 * in the file: the profile travels beside them instead, so that untouched pixels stay bit for bit.
 * @param name for the sentence of the error
 * @throws StudioError 'bad-picture'
 */
export async function readPicture(bytes: Uint8Array, name: string): Promise<PictureFile> {
  try {
    const { icc, width = 0, height = 0 } = await sharp(bytes, options).metadata();
    if (width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS) throw tooLarge(name);
    const { data, info } = await sharp(bytes, options)
      .autoOrient()
      .toColourspace('srgb')
      .ensureAlpha()
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    const rgba = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    return { raster: { width: info.width, height: info.height, rgba }, profile: icc ? new Uint8Array(icc) : null };
  } catch (cause) {
    if (cause instanceof StudioError) throw cause;
    if (cause instanceof Error && /pixel limit/i.test(cause.message)) throw tooLarge(name);
    throw new StudioError(
      'bad-picture',
      `${name} cannot be read as a picture; it may be damaged or of an unknown format.`,
      { cause },
    );
  }
}

function tooLarge(name: string): StudioError {
  return new StudioError(
    'bad-picture',
    `${name} is too large; at most ${MAX_SIDE} pixels a side and 64 megapixels are taken.`,
  );
}

/**
 * A mask from a picture: white is redrawn. The lighter half of the grey values is the region at full
 * strength; the softening of its edge is the engine's business.
 */
export function maskOf(picture: Raster): RegionMask {
  const values = new Uint8Array(picture.width * picture.height);
  for (let i = 0; i < values.length; i++) {
    const [r = 0, g = 0, b = 0, a = 0] = picture.rgba.subarray(4 * i, 4 * i + 4);
    // In whole numbers: 128 must not fall below itself by rounding.
    const light = (299 * r + 587 * g + 114 * b) * a;
    values[i] = light >= 128 * 1000 * 255 ? 255 : 0;
  }
  return { width: picture.width, height: picture.height, values };
}

/** To exactly this size, bicubic; the aspect ratio may change. */
export async function resize(picture: Raster, { width, height }: Size): Promise<Raster> {
  if (picture.width === width && picture.height === height) return picture;
  const data = await sharp(picture.rgba, {
    raw: { width: picture.width, height: picture.height, channels: 4 },
    limitInputPixels: MAX_PIXELS,
  })
    .resize(width, height, { fit: 'fill', kernel: 'cubic' })
    .raw()
    .toBuffer();
  return { width, height, rgba: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) };
}
