/** Pictures as the judge works on them: opaque, at most 256 pixels on the shorter side. */
import type { Raster } from '../../preload/contract/pictures.ts';
import type { Rgb } from './world.ts';

/** Interleaved red, green and blue, 0 to 255, row-major. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgb: Float32Array;
}

const WORKING_SIDE = 256;

/** Laid over white where it is transparent; larger pictures are averaged down by a whole factor. */
export function toPicture(raster: Raster): Picture {
  const factor = Math.max(1, Math.ceil(Math.min(raster.width, raster.height) / WORKING_SIDE));
  const width = Math.max(1, Math.floor(raster.width / factor));
  const height = Math.max(1, Math.floor(raster.height / factor));
  const rgb = new Float32Array(3 * width * height);
  const weight = 1 / (factor * factor);
  for (let y = 0; y < height * factor; y += 1) {
    for (let x = 0; x < width * factor; x += 1) {
      const from = 4 * (y * raster.width + x);
      const to = 3 * (Math.floor(y / factor) * width + Math.floor(x / factor));
      const alpha = raster.rgba[from + 3] / 255;
      for (let c = 0; c < 3; c += 1) rgb[to + c] += weight * (raster.rgba[from + c] * alpha + 255 * (1 - alpha));
    }
  }
  return { width, height, rgb };
}

/** The median; the mean of the middle two of an even number. */
export function median(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The middle colour of these pixels, channel by channel. @param pixels indices into the picture */
export function medianColour(picture: Picture, pixels: ArrayLike<number>): Rgb {
  const channel = (c: number) => median(Array.from(pixels, (pixel) => picture.rgb[3 * pixel + c]));
  return [channel(0), channel(1), channel(2)];
}
