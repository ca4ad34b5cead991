/** Turns a drawing request into its plan. */

import type { DrawRequest } from '../../../preload/contract/drawing.ts';
import { StudioError } from '../../../preload/contract/errors.ts';
import type { Manifest } from '../../../preload/contract/manifest.ts';
import { imageToImageSize } from '../../../preload/contract/model-tasks.ts';
import type { Frame } from '../../../preload/contract/pictures.ts';
import { gridFor } from '../../../preload/contract/region-frame.ts';
import type { PictureCodec } from '../codec/codec.ts';
import { crop } from '../framing/composite.ts';
import type { GridSize, Size } from '../framing/sizes.ts';
import { resize } from '../pictures/files.ts';
import { toWorkingSize } from '../pictures/working-size.ts';
import { MASKED } from '../sampler/denoise.ts';
import type { TokenGrid } from '../tasks/layout.ts';
import { tasks } from '../tasks/table.ts';
import { requireKind, requireTask } from '../tasks/task-support.ts';
import type { DrawPlan } from './draw-plan.ts';
import { planMix } from './plan-mix.ts';
import { planRegion } from './plan-region.ts';
import { planSketch } from './plan-sketch.ts';
import { regionOf } from './region.ts';

/** @throws StudioError 'unsupported' where the model does not know the task, 'bad-request' */
export async function planDrawing(request: DrawRequest, manifest: Manifest, codec: PictureCodec): Promise<DrawPlan> {
  requireTask(manifest, request.task);
  if (request.task === 'control' || request.task === 'predict') requireKind(manifest, request.task, request.variant);
  const { negativePrompt = '', textGuidance } = request.settings;
  if (negativePrompt.trim() !== '' && textGuidance === 0) {
    throw StudioError.of('drawing.negative-without-guidance', {});
  }
  if (request.task === 'generate') return blank(request, manifest.codec.patchSize, []);
  if ('contextMargin' in request) return planRegion(regionOf(request), tasks[request.task], manifest, codec);
  if (request.task === 'mix') return planMix(request, manifest.codebookSize, codec);
  if (request.task === 'sketch') return planSketch(request, manifest, codec);
  return planFromPictures(request, manifest, codec);
}

/** The smallest grid that covers the wanted size; what is over is cut off evenly on all sides. */
function blank({ width, height }: Size, patchSize: number, pictures: readonly TokenGrid[]): DrawPlan {
  const columns = Math.ceil(width / patchSize);
  const rows = Math.ceil(height / patchSize);
  const middle: Frame = {
    x: Math.floor((columns * patchSize - width) / 2),
    y: Math.floor((rows * patchSize - height) / 2),
    width,
    height,
  };
  return {
    ...newPicture({ columns, rows }, { width, height }, pictures),
    finish: async (decoded) => crop(decoded, middle),
  };
}

function newPicture({ columns, rows }: GridSize, { width, height }: Size, pictures: readonly TokenGrid[]) {
  return {
    grid: { columns, rows, codes: new Int32Array(columns * rows).fill(MASKED) },
    pictures,
    frame: { x: 0, y: 0, width, height },
    region: null,
    variation: null,
  };
}

/** Neither words alone, nor a part of a picture, nor a mix, nor a sketch. */
type FromPictures = Exclude<DrawRequest, { contextMargin: number | null } | { task: 'generate' | 'mix' | 'sketch' }>;

/** A new picture from one or two others. Without a wanted size it is of the last one's, as the reference has it. */
async function planFromPictures(request: FromPictures, manifest: Manifest, codec: PictureCodec): Promise<DrawPlan> {
  const picture = 'stylePicture' in request ? request.stylePicture : request.picture;
  const native = imageToImageSize(manifest);
  const { patchSize } = manifest.codec;
  const grid = gridFor(picture, native, patchSize);
  const given = 'stylePicture' in request ? [request.picture, picture] : [picture];
  const pictures: TokenGrid[] = [];
  for (const [i, raster] of given.entries()) {
    const aligned = tasks[request.task].pictures[i] === 'aligned';
    const size = { width: grid.columns * patchSize, height: grid.rows * patchSize };
    pictures.push(await codec.encode(aligned ? await resize(raster, size) : await toWorkingSize(raster, native)));
  }
  const wanted = 'size' in request ? request.size : null;
  if (wanted !== null) return blank(wanted, patchSize, pictures);
  return { ...newPicture(grid, picture, pictures), finish: (decoded) => resize(decoded, picture) };
}
