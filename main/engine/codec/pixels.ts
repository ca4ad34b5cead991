/** Conversion between RGBA bytes and the codec's planes [3, height, width], float32, 0 to 1. */
import type { Raster } from '../../../preload/contract/pictures.ts';

/** Planes of a picture over white, since the model knows no transparency. */
export function rasterToPlanes(raster: Raster): Float32Array {
  const size = raster.width * raster.height;
  const planes = new Float32Array(3 * size);
  for (let i = 0; i < size; i++) {
    const alpha = (raster.rgba[4 * i + 3] ?? 0) / 255;
    for (let c = 0; c < 3; c++) {
      planes[c * size + i] = ((raster.rgba[4 * i + c] ?? 0) / 255) * alpha + (1 - alpha);
    }
  }
  return planes;
}

/**
 * An opaque picture of planes, clipped to [0, 1] and rounded half to even, as the reference writes pictures.
 * @throws RangeError where the length is not 3 * height * width
 */
export function planesToRaster(planes: Float32Array, width: number, height: number): Raster {
  const size = width * height;
  if (planes.length !== 3 * size)
    throw new RangeError(`Expected [3, ${height}, ${width}], got ${planes.length} numbers.`);
  const rgba = new Uint8ClampedArray(4 * size);
  for (let i = 0; i < size; i++) {
    for (let c = 0; c < 3; c++) rgba[4 * i + c] = (planes[c * size + i] ?? 0) * 255;
    rgba[4 * i + 3] = 255;
  }
  return { width, height, rgba: new Uint8Array(rgba.buffer) };
}
