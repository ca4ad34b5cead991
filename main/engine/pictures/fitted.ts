import type { Raster } from '../../../preload/contract/pictures.ts';
import { crop } from '../framing/composite.ts';
import type { Size } from '../framing/sizes.ts';
import { resize } from './files.ts';

/** Decoded cells at a picture's size: cut off evenly on all sides where they cover it, as a new picture is, else scaled. */
export async function fitted(decoded: Raster, { width, height }: Size, patchSize: number): Promise<Raster> {
  const over = [decoded.width - width, decoded.height - height] as const;
  if (over.some((pixels) => pixels < 0 || pixels >= patchSize)) return resize(decoded, { width, height });
  const [x, y] = [Math.floor(over[0] / 2), Math.floor(over[1] / 2)];
  return crop(decoded, { x, y, width, height });
}
