import type { RegionMask } from '../../preload/contract/pictures.ts';
import type { FinishedTile, Ink, PaintJob, PenPoint, TilePatch, Tip } from './paint.ts';

/** Painting, which takes too long for the window's main thread. renderer/pixels implements it. */
export interface PaintWork {
  begin(job: PaintJob, around: PaintAround): PaintStrokeWork;
}

export interface PaintAround {
  /** The region that limits the paint; null where there is none. */
  readonly region: RegionMask | null;
  /** Loads the bytes of a tile. */
  readonly loadTile: (blob: string) => Promise<Uint8Array<ArrayBuffer>>;
  /** Called with what has changed. */
  readonly onPatches: (patches: readonly TilePatch[]) => void;
}

export interface PaintStrokeWork {
  /** Paints along these places with a tip. */
  stroke(tip: Tip, points: readonly PenPoint[]): void;
  /** Covers the whole layer, or what a mask of the page marks. */
  cover(mask: RegionMask | null): void;
  /** Gives all paint of the job another ink. */
  setInk(ink: Ink): void;
  /** Resolves with the tiles that have changed. Rejects with what `loadTile` threw. */
  end(): Promise<readonly FinishedTile[]>;
  cancel(): void;
}
