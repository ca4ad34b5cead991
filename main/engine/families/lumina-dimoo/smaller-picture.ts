import type { Model } from '../../models/model.ts';
import { MASKED } from '../../sampler/denoise.ts';
import { branchesFor } from '../../sampler/guidance.ts';
import { pictureAnswer } from '../../tasks/layout.ts';
import type { PictureSize } from '../family.ts';
import type { DrawingJob } from './forecast.ts';
import { bytesOfDrawing } from './memory.ts';

/** Sides are tried in steps of a sixteenth, down to a quarter. */
const STEPS = 16;
const SMALLEST = 4;

/**
 * The largest size of about the shape of `whole` that fits, or null where a quarter of its sides does not.
 * @param fits asked with the bytes that the process would take while it draws one candidate
 */
export function smallerPicture(
  { manifest, loadedBytes }: Model,
  { request, words, guidance }: DrawingJob,
  whole: PictureSize,
  fits: (bytes: number) => boolean,
): PictureSize | null {
  const { patchSize } = manifest.codec;
  const cached = request.settings.cache !== undefined;
  for (let part = STEPS - 1; part >= SMALLEST; part--) {
    const cellsAlong = (side: number) => Math.max(1, Math.round((side * part) / STEPS / patchSize));
    const [columns, rows] = [cellsAlong(whole.width), cellsAlong(whole.height)];
    const cells = columns * rows;
    const { ids } = pictureAnswer({ columns, rows, codes: new Int32Array(cells).fill(MASKED) }, manifest);
    const lengths = branchesFor(guidance).flatMap((branch) => {
      const prefix = words[branch];
      return prefix === null ? [] : [prefix.length + ids.length];
    });
    const size = { width: columns * patchSize, height: rows * patchSize };
    const drawn = { lengths, masked: cells, cells, cached, pixels: size.width * size.height };
    if (fits(loadedBytes + bytesOfDrawing(manifest, drawn))) return size;
  }
  return null;
}
