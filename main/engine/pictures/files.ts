/** Pixels to other sizes, and pictures of our own making to pixels. The engine's only user of sharp. */
import sharp from 'sharp';
import { MAX_PIXELS, type Raster, type RegionMask } from '../../../preload/contract/pictures.ts';
import type { Size } from '../framing/sizes.ts';

// Pictures come once each; a cache would only hold memory.
sharp.cache(false);

/** A picture that this project itself has written: what comes from outside is read by main/pictures. */
export async function readOwnPicture(bytes: Uint8Array): Promise<Raster> {
  const { data, info } = await sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return {
    width: info.width,
    height: info.height,
    rgba: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  };
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
