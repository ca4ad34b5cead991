/**
 * Extends a picture by a new border: the larger picture, and the mask of what is drawn.
 */
import type { OwnPixels } from '../../../preload/contract/picture-service.ts';
import type { Raster, RegionMask } from '../../../preload/contract/pictures.ts';
import type { Sides } from '../../../preload/contract/task-inputs.ts';

/**
 * Places the picture on the larger page bit for bit, and repeats its outermost pixels over the border, so that
 * the codec sees no hard edge where the picture ends. The mask is 255 on the border and 0 on the picture.
 */
export function extendedPicture(picture: Raster, sides: Sides): { picture: Raster; mask: RegionMask } {
  const width = picture.width + sides.left + sides.right;
  const height = picture.height + sides.top + sides.bottom;
  const from = new Uint32Array(picture.rgba.slice().buffer);
  const pixels = new Uint32Array(width * height);
  const values = new Uint8Array(width * height).fill(255);
  for (let y = 0; y < height; y++) {
    const row = Math.max(0, Math.min(picture.height - 1, y - sides.top)) * picture.width;
    const at = y * width;
    pixels.fill(from[row], at, at + sides.left);
    pixels.set(from.subarray(row, row + picture.width), at + sides.left);
    pixels.fill(from[row + picture.width - 1], at + sides.left + picture.width, at + width);
    if (y >= sides.top && y < sides.top + picture.height) {
      values.fill(0, at + sides.left, at + sides.left + picture.width);
    }
  }
  return {
    picture: { width, height, rgba: new Uint8Array(pixels.buffer) },
    mask: { width, height, values },
  };
}

/** Places a picture in its own colour space on the larger page. The border is transparent, since it is drawn over. */
export function movedPixels(
  picture: Pick<OwnPixels, 'width' | 'height' | 'depth' | 'samples'>,
  sides: Sides,
): Pick<OwnPixels, 'width' | 'height' | 'samples'> {
  const width = picture.width + sides.left + sides.right;
  const height = picture.height + sides.top + sides.bottom;
  const bytes = picture.depth / 2; // per pixel of four samples
  const samples = new Uint8Array(width * height * bytes);
  for (let y = 0; y < picture.height; y++) {
    const row = picture.samples.subarray(y * picture.width * bytes, (y + 1) * picture.width * bytes);
    samples.set(row, ((y + sides.top) * width + sides.left) * bytes);
  }
  return { width, height, samples };
}
