/**
 * Plans the mix of two drawings of one grid: marked cells come from the second, and the border between them is redrawn.
 */
import type { DrawRequest } from '../../../preload/contract/drawing.ts';
import { StudioError } from '../../../preload/contract/errors.ts';
import type { Raster, RegionMask } from '../../../preload/contract/pictures.ts';
import { boxOf, maskedCells } from '../../../preload/contract/region-frame.ts';
import type { PictureCodec } from '../codec/codec.ts';
import { checkCodes } from '../codec/codes.ts';
import { composite, withAlpha } from '../framing/composite.ts';
import { alphaOf, defaultFeather } from '../framing/feather.ts';
import { paintedCells, seam } from '../framing/seam.ts';
import type { GridSize } from '../framing/sizes.ts';
import { fitted } from '../pictures/fitted.ts';
import { MASKED } from '../sampler/denoise.ts';
import type { DrawPlan } from './draw-plan.ts';

type MixRequest = Extract<DrawRequest, { task: 'mix' }>;

/** @throws StudioError 'bad-request' where the two do not lie on one grid, or do not meet */
export async function planMix(
  request: MixRequest,
  codebookSize: number,
  { patchSize }: PictureCodec,
): Promise<DrawPlan> {
  const { picture, trace, second, regionMask } = request;
  checkAlike(request);
  checkCodes(trace.codes, codebookSize);
  checkCodes(second.trace.codes, codebookSize);
  const { width, height } = picture;
  const frame = { x: 0, y: 0, width, height };
  const grid: GridSize = { columns: trace.columns, rows: trace.rows };
  const fromSecond = maskedCells(regionMask, frame, grid);
  const border = seam(fromSecond, grid, request.border);
  if (!border.includes(1)) {
    throw StudioError.of('drawing.nothing-mixed', {});
  }
  const below = pixelsOf(picture, second.picture, paintedCells(fromSecond, grid, frame));
  const mask = paintedCells(border, grid, frame);
  const box = boxOf(mask);
  const alpha = alphaOf(mask, frame, request.feather ?? (box === null ? 0 : defaultFeather(box, patchSize)));
  return {
    grid: {
      ...grid,
      codes: trace.codes.map((code, cell) => {
        if (border[cell] === 1) return MASKED;
        return fromSecond[cell] === 1 ? (second.trace.codes[cell] ?? code) : code;
      }),
    },
    pictures: [],
    frame,
    // The result is a whole picture, since there is none below it.
    finish: async (decoded) => composite(below, withAlpha(await fitted(decoded, frame, patchSize), alpha), frame),
    region: { picture: below, mask },
    variation: null,
  };
}

function checkAlike({ picture, trace, second, regionMask }: MixRequest): void {
  const sizes = [second.picture, regionMask];
  const sameSize = sizes.every(({ width, height }) => width === picture.width && height === picture.height);
  const sameGrid = second.trace.columns === trace.columns && second.trace.rows === trace.rows;
  if (sameSize && sameGrid) return;
  throw StudioError.of('drawing.mixed-sizes', {});
}

function pixelsOf(first: Raster, second: Raster, fromSecond: RegionMask): Raster {
  const rgba = first.rgba.slice();
  fromSecond.values.forEach((value, i) => {
    if (value !== 0) rgba.set(second.rgba.subarray(4 * i, 4 * i + 4), 4 * i);
  });
  return { ...first, rgba };
}
