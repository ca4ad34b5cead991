/** What a drawing request comes down to: a token grid with masked cells, and where its pixels go. */

import type { DrawRequest, GenerateRequest, RetouchRequest } from '../../preload/contract/engine.ts';
import { StudioError } from '../../preload/contract/errors.ts';
import type { Manifest } from '../../preload/contract/manifest.ts';
import { type Frame, frameSchema, type Raster } from '../../preload/contract/pictures.ts';
import { maskedCells } from './codec/cells.ts';
import type { Codec } from './codec/codec.ts';
import { crop, withAlpha } from './framing/composite.ts';
import { alphaOf, defaultFeather } from './framing/feather.ts';
import { boxOf, frameAround, gridFor } from './framing/frame.ts';
import { resize } from './pictures/files.ts';
import { MASKED } from './sampler/denoise.ts';
import type { TokenGrid } from './tasks/layout.ts';

export interface Plan {
  /** Codes, MASKED where to be drawn. */
  readonly grid: TokenGrid;
  /** Where the result lies; of the picture that was sent, or the picture itself. */
  readonly frame: Frame;
  /** Decoded pixels of the grid to the patch for `frame`. */
  readonly finish: (decoded: Raster) => Promise<Raster>;
}

export async function planDrawing(request: DrawRequest, manifest: Manifest, codec: Codec): Promise<Plan> {
  if (!manifest.tasks.includes(request.task)) {
    throw new StudioError('unsupported', `The model "${manifest.name}" has not learned the task "${request.task}".`);
  }
  return request.task === 'generate' ? planGenerate(request, manifest) : planRetouch(request, manifest, codec);
}

/** The smallest grid that covers the wanted size; what is over is cut off evenly on all sides. */
function planGenerate({ width, height }: GenerateRequest, manifest: Manifest): Plan {
  const { patchSize } = manifest.codec;
  const columns = Math.ceil(width / patchSize);
  const rows = Math.ceil(height / patchSize);
  const middle: Frame = {
    x: Math.floor((columns * patchSize - width) / 2),
    y: Math.floor((rows * patchSize - height) / 2),
    width,
    height,
  };
  return {
    grid: { columns, rows, codes: new Int32Array(columns * rows).fill(MASKED) },
    frame: { x: 0, y: 0, width, height },
    finish: async (decoded) => crop(decoded, middle),
  };
}

async function planRetouch(request: RetouchRequest, manifest: Manifest, codec: Codec): Promise<Plan> {
  const { picture, regionMask, contextMargin, feather } = request;
  if (regionMask.width !== picture.width || regionMask.height !== picture.height) {
    throw new StudioError(
      'bad-request',
      `The mask is ${regionMask.width}x${regionMask.height} pixels and the picture ${picture.width}x${picture.height}; they must be of one size.`,
    );
  }
  const box = boxOf(regionMask);
  if (box === null)
    throw new StudioError('bad-request', 'The mask is empty; paint over the part that is to be drawn anew.');
  const native = manifest.nativeSizes[0] ?? picture;
  const { patchSize } = manifest.codec;
  const frame = frameSchema.parse(frameAround(box, picture, native, contextMargin ?? undefined));
  const { columns, rows } = gridFor(frame, native, patchSize);
  const working = await resize(crop(picture, frame), { width: columns * patchSize, height: rows * patchSize });
  const { codes } = await codec.encode(working);
  const redrawn = maskedCells(regionMask, frame, { columns, rows });
  const cellSide = Math.sqrt((frame.width * frame.height) / (columns * rows));
  const alpha = alphaOf(regionMask, frame, feather ?? defaultFeather(box, cellSide));
  return {
    grid: { columns, rows, codes: codes.map((code, cell) => (redrawn[cell] === 1 ? MASKED : code)) },
    frame,
    finish: async (decoded) => withAlpha(await resize(decoded, frame), alpha),
  };
}
