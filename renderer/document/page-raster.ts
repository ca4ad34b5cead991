import type { Layer, MediaType } from '../../preload/contract/document.ts';
import type { Frame, Raster, RegionMask } from '../../preload/contract/pictures.ts';
import type { Histogram } from './histogram.ts';
import type { Working } from './long-work.ts';

/** The page of a project as pixels, which the canvas gives. */

/** Loads the bytes of a blob of one project. */
export type LoadBlob = (hash: string) => Promise<Uint8Array<ArrayBuffer>>;

/** The page of one project as pixels. Each method reads the document as it is at the call. */
export interface PageRaster {
  /** The page as it is at this call, even if the document changes later. */
  asItIs(): PageRaster;
  /**
   * The visible layers composed on white, at page resolution. An opaque layer without scaling, at whole page pixels,
   * keeps its exact pixels. Waits for pictures that are loading. Rejects with `bad-picture` where a visible layer
   * cannot be read.
   */
  rasterise(): Promise<Raster>;
  /** A picture of the project's blobs at its own size. Rejects with `bad-picture`. */
  rasterOf(hash: string): Promise<Raster>;
  /**
   * A picture of the project's blobs, encoded as a PNG of what the canvas shows of it. It may work even if the file is
   * gone. Rejects with `bad-picture`.
   */
  encoded(hash: string, mediaType: MediaType): Promise<Uint8Array<ArrayBuffer>>;
  /** The region at page resolution; null where it is empty. Rejects with `bad-picture` where a part cannot be read. */
  rasteriseMask(): Promise<RegionMask | null>;
  /**
   * One layer alone, with full opacity, on a transparent page: straight RGBA of the page's size. Null where there is no
   * such layer.
   */
  rasteriseLayer(id: string): Promise<Raster | null>;
  /**
   * Layers composed as an export does, without the empty margin unless it is asked for, in a thread of their own; null where nothing shows.
   * Rejects as `rasterise` does.
   * @param read decodes a picture's bytes to straight RGBA
   * @param working ends the thread where it is aborted, and hears how many pictures were read
   */
  composed(
    part: PartToCompose,
    read: (bytes: Uint8Array<ArrayBuffer>) => Promise<Raster>,
    working?: Working,
  ): Promise<ComposedPart | null>;
  /** The mask of a layer on a transparent page, opaque where it shows; null where the layer has no mask. */
  rasteriseLayerMask(id: string): Promise<Raster | null>;
  /**
   * 0 or 255 at page resolution: 255 where protected layers show anything; null where none does. Rejects as `rasterise`
   * does.
   */
  rasteriseProtected(): Promise<RegionMask | null>;
  /**
   * The visible layers without paper. Clear pixels stay clear and keep their colour.
   * @param read decodes a picture's bytes to straight RGBA
   */
  rasteriseBare(read: (bytes: Uint8Array<ArrayBuffer>) => Promise<Raster>): Promise<Raster>;
  /**
   * A small picture of a layer with its content, drawn as on the page; null where it shows nothing.
   * @param side the side of the square that it fits into, in pixels
   */
  thumbnail(layerId: string, side: number): Promise<ImageBitmap | null>;
  /** A small picture of a layer's mask, white where the layer shows; null where it has none. */
  maskThumbnail(layerId: string, side: number): Promise<ImageBitmap | null>;
  /** How often each value occurs in what an adjustment layer changes. */
  histogramBelow(layerId: string): Promise<Histogram>;
  /** The visible layers composed on white, as a PNG of the page's size. */
  exportPng(): Promise<Uint8Array<ArrayBuffer>>;
}

export interface PartToCompose {
  readonly layers: readonly Layer[];
  /** The page pixels to compose. They may lie beside the page. */
  readonly frame: Frame;
  /** Whether white paper lies under the layers. Absent means false. */
  readonly paper?: boolean;
  /** Where given, the result is exactly as faint as these layers are. */
  readonly shape?: readonly Layer[] | null;
  /** Where given, only what lies inside of this mask of the frame's size. */
  readonly cut?: RegionMask | null;
  /** Whether the result is as large as the frame, with its empty margin. Absent means false. */
  readonly keepsFrame?: boolean;
}

/** Straight RGBA, and its place in page pixels. */
export interface ComposedPart {
  readonly raster: Raster;
  readonly frame: Frame;
}
