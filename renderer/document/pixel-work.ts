import type { Frame, Raster, RegionMask } from '../../preload/contract/pictures.ts';
import type { Point } from './canvas-port.ts';

/** Work on pixels that takes too long for the window's main thread. renderer/pixels implements it. */
export interface PixelWork {
  /**
   * The area that is similar to the pixel at `at`; null where that lies outside the raster. Rejects where it is
   * aborted.
   */
  alike(raster: Raster, at: Point, likeness: Likeness, signal: AbortSignal): Promise<MaskPart | null>;
  /** The part of a mask without its empty margin; null where nothing is left. */
  part(mask: RegionMask): Promise<MaskPart | null>;
}

export interface Likeness {
  /** The greatest difference per channel, 0 to 255. */
  readonly tolerance: number;
  /** Whether to take only pixels that are connected to the place by their sides. */
  readonly contiguous: boolean;
}

/** A part of a mask with all of its values that are not 0, as an 8-bit grey PNG. */
export interface MaskPart {
  readonly frame: Frame;
  readonly png: Uint8Array<ArrayBuffer>;
}
