import type { Raster } from '../../preload/contract/pictures.ts';

/**
 * Scales by repeating or leaving out pixels. sharp multiplies colours by their alpha before it scales, which would
 * change those of faint pixels.
 */
export function nearest(raster: Raster, { width, height }: Pick<Raster, 'width' | 'height'>): Raster {
  const from = new Uint32Array(raster.rgba.slice().buffer);
  const pixels = new Uint32Array(width * height);
  for (let y = 0, at = 0; y < height; y++) {
    const row = raster.width * Math.floor(((y + 0.5) * raster.height) / height);
    for (let x = 0; x < width; x++, at++) {
      pixels[at] = from[row + Math.floor(((x + 0.5) * raster.width) / width)] ?? 0;
    }
  }
  return { width, height, rgba: new Uint8Array(pixels.buffer) };
}
