import type { Frame, RegionMask } from '../../preload/contract/pictures.ts';
import { boxOf, frameAround, gridFor, maskedCells } from '../../preload/contract/region-frame.ts';
import { growMask } from './mask-filters.ts';
import type { MaskRaster } from './mask-raster.ts';

type Size = Pick<Frame, 'width' | 'height'>;

/** What a job that redraws a region depends on, besides the region. */
export interface CellsPlan {
  /** The size of the model's own pictures, in pixels. */
  readonly native: Size;
  readonly patchSize: number;
  /** As in the request; null lets the engine choose. */
  readonly contextMargin: number | null;
  readonly maskGrowth: number;
}

/** The part of the page that goes to a model, and the cells in it that are redrawn: 1 where they are, row-major. */
export interface RedrawnCells {
  readonly frame: Frame;
  readonly columns: number;
  readonly rows: number;
  readonly marked: Uint8Array;
}

/** The cells as the engine plans them; null where nothing is marked. */
export function redrawnCells(mask: RegionMask, plan: CellsPlan): RedrawnCells | null {
  const grown = plan.maskGrowth === 0 ? mask : grownBy(mask, plan.maskGrowth);
  const box = boxOf(grown);
  if (box === null) return null;
  const frame = frameAround(box, mask, plan.native, plan.contextMargin ?? undefined);
  const grid = gridFor(frame, plan.native, plan.patchSize);
  return { frame, ...grid, marked: maskedCells(grown, frame, grid) };
}

/** A mask that grows hard-edged, since a cell is redrawn where any pixel is marked, however faintly. */
function grownBy({ width, height, values }: RegionMask, pixels: number): MaskRaster {
  const hard = { width, height, values: values.map((value) => (value === 0 ? 0 : 255)) as Uint8Array<ArrayBuffer> };
  growMask(hard, pixels);
  return hard;
}
