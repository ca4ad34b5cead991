/** A picture at the size nearest to its shape that the model was taught with. */
import type { Raster } from '../../../preload/contract/pictures.ts';
import { crop } from '../framing/composite.ts';
import { type Size, workingSize } from '../framing/sizes.ts';
import { resize } from './files.ts';

/** The candidate size of `native`'s area nearest in aspect ratio, covered bicubically, and its middle. */
export async function toWorkingSize(picture: Raster, native: Size): Promise<Raster> {
  const target = Math.max(32, Math.floor(Math.sqrt(native.width * native.height)));
  const { chosen, afterBicubic } = workingSize(target, picture.width, picture.height);
  const covered = await resize(picture, afterBicubic);
  const x = Math.floor((covered.width - chosen.width) / 2);
  const y = Math.floor((covered.height - chosen.height) / 2);
  return crop(covered, { x, y, ...chosen });
}
