/** Shows a drawing as it was after any of its steps, from its trace. It needs no model pass and one decode. */
import type { ReplayRequest, ReplayResult } from '../../../../preload/contract/drawing.ts';
import { StudioError } from '../../../../preload/contract/errors.ts';
import { MAX_PIXELS, MAX_SIDE } from '../../../../preload/contract/pictures.ts';
import { checkCodes } from '../../codec/codes.ts';
import { withAlpha } from '../../framing/composite.ts';
import type { Model } from '../../models/model.ts';
import { MASKED } from '../../sampler/denoise.ts';
import { gridBefore } from '../../sampler/trace.ts';

/**
 * Shows the cells that were fixed by then, each as it looks in the finished picture. The decoder looks beyond a
 * cell, so cells without a code beside it would give colours that never were in the drawing.
 * @throws StudioError 'bad-request' where the codes are another model's
 */
export async function replay({ codec, manifest }: Model, { trace, stepsDone }: ReplayRequest): Promise<ReplayResult> {
  const { columns, rows, codes, fixedAt } = trace;
  const [width, height] = [columns * codec.patchSize, rows * codec.patchSize];
  if (width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS) {
    throw StudioError.of('drawing.too-large-to-show', {});
  }
  checkCodes(codes, manifest.codebookSize);
  const decoded = await codec.decode({ columns, rows, codes });
  if (stepsDone === null) return { raster: decoded };
  const grid = gridBefore(stepsDone, codes, fixedAt);
  const alpha = new Uint8Array(decoded.width * decoded.height);
  for (let y = 0; y < decoded.height; y++) {
    for (let column = 0; column < columns; column++) {
      if (grid[Math.floor(y / codec.patchSize) * columns + column] === MASKED) continue;
      const at = y * decoded.width + column * codec.patchSize;
      alpha.fill(255, at, at + codec.patchSize);
    }
  }
  return { raster: withAlpha(decoded, alpha) };
}
