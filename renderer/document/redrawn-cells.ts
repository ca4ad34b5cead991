import type { Frame, RegionMask } from '../../preload/contract/pictures.ts';
import { boxOf, frameAround, gridFor, maskedCells } from '../../preload/contract/region-frame.ts';
import { growMask } from './mask-filters.ts';
import type { MaskRaster } from './mask-raster.ts';

type Size = Pick<Frame, 'width' | 'height'>;

/** What a job that draws a region depends on besides the region. */
export interface CellsPlan {
  /** Pixels of the model's own pictures. */
  readonly native: Size;
  readonly patchSize: number;
  /** As in the request: null lets the engine choose. */
  readonly contextMargin: number | null;
  readonly maskGrowth: number;
}

/** The part of the page that goes to a model, and which of its cells are drawn anew: 1 where they are, row-major. */
export interface RedrawnCells {
  readonly frame: Frame;
  readonly columns: number;
  readonly rows: number;
  readonly marked: Uint8Array;
}

/** As the engine plans it; null where nothing is marked. */
export function redrawnCells(mask: RegionMask, plan: CellsPlan): RedrawnCells | null {
  const grown = plan.maskGrowth === 0 ? mask : grownBy(mask, plan.maskGrowth);
  const box = boxOf(grown);
  if (box === null) return null;
  const frame = frameAround(box, mask, plan.native, plan.contextMargin ?? undefined);
  const grid = gridFor(frame, plan.native, plan.patchSize);
  return { frame, ...grid, marked: maskedCells(grown, frame, grid) };
}

/** A cell is drawn where any pixel is marked, however faintly. */
function grownBy({ width, height, values }: RegionMask, pixels: number): MaskRaster {
  const hard = { width, height, values: values.map((value) => (value === 0 ? 0 : 255)) as Uint8Array<ArrayBuffer> };
  growMask(hard, pixels);
  return hard;
}
