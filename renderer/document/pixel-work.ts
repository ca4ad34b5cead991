import type { Frame, Raster, RegionMask } from '../../preload/contract/pictures.ts';
import type { Point } from './canvas-port.ts';

/** Work on pixels that takes too long for the window's own thread. Implemented by renderer/pixels. */
export interface PixelWork {
  /** Where the raster is like its pixel at `at`; null where that lies beside it. Rejects where it is given up. */
  alike(raster: Raster, at: Point, likeness: Likeness, signal: AbortSignal): Promise<MaskPart | null>;
  /** A mask without the empty margin around it; null where nothing of it is left. */
  part(mask: RegionMask): Promise<MaskPart | null>;
}

export interface Likeness {
  /** How far a channel may differ, 0 to 255. */
  readonly tolerance: number;
  /** Only what hangs together with the place, by the sides of pixels. */
  readonly contiguous: boolean;
}

/** The part of a mask that holds all of it, as an 8-bit grey PNG. */
export interface MaskPart {
  readonly frame: Frame;
  readonly png: Uint8Array<ArrayBuffer>;
}
