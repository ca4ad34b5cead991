import type { PaintLayer, TiledMask } from '../../preload/contract/document.ts';
import type { Frame } from '../../preload/contract/pictures.ts';
import type { Matrix } from './layer-matrix.ts';
import type { Point } from './point.ts';

/** What a stroke is made of, as tools, the state, the canvas and the thread for paint see it. */

/** A place of the pen, in page pixels. */
export interface PenPoint extends Point {
  /** 0 to 1; 1 where the device measures none, so that a mouse paints in the size that its ring shows. */
  readonly pressure: number;
  /** The tilt of the pen from upright, in degrees, to the right and towards the artist. */
  readonly tiltX: number;
  readonly tiltY: number;
}

/** A colour in sRGB, 0 to 255 per channel. */
export interface Colour {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

/** The tip of a brush, a pencil or an eraser. */
export interface Tip {
  /** Diameter in page pixels at full pressure. */
  readonly size: number;
  /** 0 for an edge that is soft up to the middle, 1 for a hard edge. */
  readonly hardness: number;
  /** How much paint one dab gives, 0 to 1. */
  readonly flow: number;
  /** The most that one stroke covers, 0 to 1. */
  readonly opacity: number;
  /** How far the line lags behind the hand, 0 to 1. */
  readonly smoothing: number;
  readonly pressureSize: boolean;
  readonly pressureOpacity: boolean;
  /** Whether a tilted pen makes a long dab. */
  readonly tilt: boolean;
  /** Whether each pixel is either painted in full or not at all, as with a pencil. */
  readonly crisp: boolean;
}

/** What paint does to the pixels under it. */
export type Ink = { readonly kind: 'colour'; readonly colour: Colour } | { readonly kind: 'erase' } | GradientInk;

/** Two colours with their opacity from 0 to 1, and the line from the first to the second in page pixels. */
export interface GradientInk {
  readonly kind: 'gradient';
  readonly shape: 'linear' | 'radial';
  readonly from: Point;
  readonly to: Point;
  readonly first: Colour & { readonly alpha: number };
  readonly second: Colour & { readonly alpha: number };
}

/** The tiles that are painted on. */
export interface PaintedTiles {
  /** Size of the layer in pixels. Paint outside is dropped. */
  readonly width: number;
  readonly height: number;
  /** From pixels of the layer to pixels of the page. */
  readonly matrix: Matrix;
  readonly tiles: readonly { readonly column: number; readonly row: number; readonly blob: string }[];
}

/** A layer that takes paint. The document lacks it where it is new. */
export interface PaintTarget {
  readonly layer: PaintLayer;
  /** The place of the layer in the list of layers. */
  readonly index: number;
}

/** The mask of a layer that takes paint. */
export interface MaskTarget {
  readonly layerId: string;
  readonly mask: TiledMask;
  /** From pixels of the mask to pixels of the page. */
  readonly matrix: Matrix;
}

/** One piece of paint: a stroke, or a fill of the whole region. */
export interface PaintJob {
  readonly id: string;
  readonly target: PaintedTiles;
  readonly ink: Ink;
  /** The most that the paint covers, 0 to 1. */
  readonly opacity: number;
  /** Whether the alpha of the pixels stays as it is. */
  readonly keepAlpha: boolean;
  /** Whether the tiles are those of a mask, so that light colours raise their alpha and dark colours lower it. */
  readonly isMask: boolean;
  /** Whether the paint is limited to the region that was set last. */
  readonly inRegion: boolean;
}

/** A changed part of a tile, as straight RGBA. */
export interface TilePatch {
  readonly column: number;
  readonly row: number;
  /** The part within the tile. */
  readonly frame: Frame;
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
}

/** A tile at the end of a job: its PNG and the hash of that, or nulls where it has become clear. */
export interface FinishedTile {
  readonly column: number;
  readonly row: number;
  readonly blob: string | null;
  readonly png: Uint8Array<ArrayBuffer> | null;
}
