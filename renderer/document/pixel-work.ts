import type { Frame, Raster, RegionMask } from '../../preload/contract/pictures.ts';
import type { RegionStep } from '../../preload/contract/region-steps.ts';
import type { LayerPlace } from './layer-space.ts';
import type { MapParts } from './map-parts.ts';
import type { MaskRaster } from './mask-raster.ts';
import type { PartViews } from './part-views.ts';
import type { Point } from './point.ts';
import type { CellsPlan, RedrawnCells } from './redrawn-cells.ts';

/**
 * Work on pixels that takes too long for the window's main thread. renderer/pixels implements it. A call rejects at once
 * where its signal is aborted.
 */
export interface PixelWork {
  /**
   * The area that is similar to the pixel at `at`; null where that lies outside the raster.
   */
  alike(raster: Raster, at: Point, likeness: Likeness, signal: AbortSignal): Promise<MaskPart | null>;
  /** The raster of a region's steps; null where nothing is left. */
  region(steps: readonly RegionStep[], page: Size, masks: StepMasks, signal?: AbortSignal): Promise<MaskRaster | null>;
  /** The raster of a region after one more step. Takes the raster's memory over. */
  regionStep(raster: MaskRaster, step: RegionStep, masks: StepMasks, signal?: AbortSignal): Promise<MaskRaster>;
  /** The cells that a job would redraw; null where nothing is marked. */
  redrawnCells(mask: RegionMask, plan: CellsPlan, signal?: AbortSignal): Promise<RedrawnCells | null>;
  /** The same as a mask of the raster's size. */
  alikeMask(raster: Raster, at: Point, likeness: Likeness, signal?: AbortSignal): Promise<RegionMask | null>;
  /** The tiles of a raster that are not clear. */
  tiles(raster: Raster, signal?: AbortSignal): Promise<readonly PlacedTile[]>;
  /** The raster of tiles. Rejects where one of them is no tile. */
  joined(size: Size, tiles: readonly PlacedTile[], signal?: AbortSignal): Promise<Raster>;
  /** The subject by a map of the picture's parts, or what lies around it; null where there is none. */
  subject(map: Raster, which: 'subject' | 'background', signal?: AbortSignal): Promise<RegionMask | null>;
  /** The parts of a picture by a map of them, with views of each, about which a model can be asked. */
  parts(map: Raster, picture: Raster, signal?: AbortSignal): Promise<{ parts: MapParts; views: readonly PartViews[] }>;
  /** Some of these parts, by their numbers; null where nothing is left. */
  partsOfMask(map: Raster, parts: MapParts, chosen: readonly number[], signal?: AbortSignal): Promise<MaskPart | null>;
  /** The part of a mask without its empty margin; null where nothing is left. */
  part(mask: RegionMask, signal?: AbortSignal): Promise<MaskPart | null>;
  /** The mask of a layer as a grey PNG of the layer's size. */
  layerMask(wanted: WantedMask, signal?: AbortSignal): Promise<Png>;
  /** A layer's mask with black and white exchanged, as a grey PNG of the layer's size. */
  invertMask(mask: PlacedMask, layer: Size, signal?: AbortSignal): Promise<Png>;
  /** A layer's mask that hides what lies in a region of the page as well, as a grey PNG of the layer's size. */
  hideOnMask(mask: PlacedMask, region: RegionMask, layer: LayerPlace, signal?: AbortSignal): Promise<Png>;
  /** A layer's mask as the tiles of a tiled mask of the layer's size. */
  maskTiles(mask: PlacedMask, layer: Size, signal?: AbortSignal): Promise<readonly PlacedTile[]>;
  /** The raster of a layer without what its mask hides. Takes the raster's memory over. */
  applyMask(raster: Raster, mask: PlacedMask, signal?: AbortSignal): Promise<Raster>;
  /** The raster of a layer without what lies in a region of the page. Takes the raster's memory over. */
  clear(raster: Raster, region: RegionMask, layer: LayerPlace, signal?: AbortSignal): Promise<Raster>;
}

type Png = Uint8Array<ArrayBuffer>;
type Size = Pick<Frame, 'width' | 'height'>;

/** The grey pictures that steps name, by content hash. */
export type StepMasks = ReadonlyMap<string, RegionMask>;

/** Which part of a layer a new mask shows: all, none, what lies in the region of the page, or what lies outside of it. */
export type WantedMask =
  | { readonly layer: LayerPlace; readonly shows: 'all' | 'none' }
  | { readonly layer: LayerPlace; readonly shows: 'inside' | 'outside'; readonly region: RegionMask };

/** A tile of a paint layer as a PNG. */
export interface PlacedTile {
  readonly column: number;
  readonly row: number;
  readonly png: Png;
}

/** The picture of a mask, of any size, and its frame in pixels of its layer. */
export interface PlacedMask {
  /** A grey PNG, or the tiles of a tiled mask of this size. */
  readonly picture: Uint8Array | { readonly size: Size; readonly tiles: readonly PlacedTile[] };
  readonly frame: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  /** Whether the layer shows outside of the frame. */
  readonly showsBeyond: boolean;
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
