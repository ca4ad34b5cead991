/** Composites a patch over a picture. Where the patch's alpha is 0 the picture's bytes stay. */
import type { OwnPixels } from '../../../preload/contract/picture-service.ts';
import type { Frame, Raster } from '../../../preload/contract/pictures.ts';
import { bytesOf, mostOf, numbersOf, type Samples } from './samples.ts';

/**
 * Composites `patch`, straight alpha and of the frame's size, over `picture` at `frame`.
 * @throws RangeError where the patch does not fit the frame, or the frame leaves the picture
 */
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
  over(rgba, picture.width, patch.rgba, frame, 255);
  return { width: picture.width, height: picture.height, rgba };
}

/**
 * Composites in a picture's own colour space and depth. It writes into the picture's own samples, since a large picture
 * with 16 bits a sample takes as much memory as all else.
 * @param patch of the same space and depth, of the frame's size
 */
export function compositeInto(picture: OwnPixels, patch: Pick<OwnPixels, 'samples'>, frame: Frame): OwnPixels {
  const { depth, width } = picture;
  const below = numbersOf(picture);
  over(below, width, numbersOf({ depth, samples: patch.samples }), frame, mostOf(depth));
  return { ...picture, samples: bytesOf(below) };
}

/** @param most value of full alpha */
function over(below: Samples, width: number, patch: Samples, frame: Frame, most: number): void {
  for (let y = 0; y < frame.height; y++) {
    for (let x = 0; x < frame.width; x++) {
      const from = 4 * (y * frame.width + x);
      if (patch[from + 3] === 0) continue;
      blend(below, 4 * ((frame.y + y) * width + frame.x + x), patch, from, most);
    }
  }
}

/** The "over" operator for one pixel with straight alpha (https://www.w3.org/TR/compositing-1/#porterduffcompositingoperators_srcover). */
function blend(below: Samples, at: number, above: Samples, from: number, most: number): void {
  const a = above[from + 3] / most;
  const b = (below[at + 3] / most) * (1 - a);
  const out = a + b;
  for (let c = 0; c < 3; c++) below[at + c] = Math.round((above[from + c] * a + below[at + c] * b) / out);
  below[at + 3] = Math.round(out * most);
}

/**
 * Lays RGBA samples over opaque white, in any colour space and in place.
 * @param most value of full alpha
 */
export function layOnPaper(samples: Samples, most: number): void {
  for (let at = 0; at < samples.length; at += 4) {
    const a = samples[at + 3] / most;
    for (let c = 0; c < 3; c++) samples[at + c] = Math.round(samples[at + c] * a + most * (1 - a));
    samples[at + 3] = most;
  }
}

/** Copies the part of a picture inside a frame. */
export function crop(picture: Raster, frame: Frame): Raster {
  const rgba = new Uint8Array(4 * frame.width * frame.height);
  for (let y = 0; y < frame.height; y++) {
    const from = 4 * ((frame.y + y) * picture.width + frame.x);
    rgba.set(picture.rgba.subarray(from, from + 4 * frame.width), 4 * y * frame.width);
  }
  return { width: frame.width, height: frame.height, rgba };
}

/** A copy of the picture with this alpha, one byte per pixel. */
export function withAlpha(picture: Raster, alpha: Uint8Array): Raster {
  const rgba = picture.rgba.slice();
  for (let i = 0; i < alpha.length; i++) rgba[4 * i + 3] = alpha[i];
  return { width: picture.width, height: picture.height, rgba };
}
