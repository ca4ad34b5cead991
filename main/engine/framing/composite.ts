/** Laying a patch over a picture. Where the patch's alpha is 0 the picture's bytes stay as they are. */
import type { Frame, Raster } from '../../../preload/contract/pictures.ts';

/** A new picture: `patch`, of the frame's size and straight alpha, over `picture` at `frame`. */
export function composite(picture: Raster, patch: Raster, frame: Frame): Raster {
  if (patch.width !== frame.width || patch.height !== frame.height) {
    throw new RangeError(
      `A patch of ${patch.width}x${patch.height} does not fit a frame of ${frame.width}x${frame.height}.`,
    );
  }
  if (frame.x + frame.width > picture.width || frame.y + frame.height > picture.height) {
    throw new RangeError('The frame leaves the picture.');
  }
  const rgba = picture.rgba.slice();
  for (let y = 0; y < frame.height; y++) {
    for (let x = 0; x < frame.width; x++) {
      const from = 4 * (y * frame.width + x);
      const alpha = patch.rgba[from + 3];
      if (alpha === 0) continue;
      blend(rgba, 4 * ((frame.y + y) * picture.width + frame.x + x), patch.rgba, from);
    }
  }
  return { width: picture.width, height: picture.height, rgba };
}

/** "Over" for straight alpha, one pixel. */
function blend(below: Uint8Array, at: number, above: Uint8Array, from: number): void {
  const a = above[from + 3] / 255;
  const b = (below[at + 3] / 255) * (1 - a);
  const out = a + b;
  for (let c = 0; c < 3; c++) below[at + c] = Math.round((above[from + c] * a + below[at + c] * b) / out);
  below[at + 3] = Math.round(out * 255);
}

/** The part of a picture inside a frame. */
export function crop(picture: Raster, frame: Frame): Raster {
  const rgba = new Uint8Array(4 * frame.width * frame.height);
  for (let y = 0; y < frame.height; y++) {
    const from = 4 * ((frame.y + y) * picture.width + frame.x);
    rgba.set(picture.rgba.subarray(from, from + 4 * frame.width), 4 * y * frame.width);
  }
  return { width: frame.width, height: frame.height, rgba };
}

/** The picture with this alpha, one byte per pixel. */
export function withAlpha(picture: Raster, alpha: Uint8Array): Raster {
  const rgba = picture.rgba.slice();
  for (let i = 0; i < alpha.length; i++) rgba[4 * i + 3] = alpha[i];
  return { width: picture.width, height: picture.height, rgba };
}
