import type { MediaType } from '../../preload/contract/document.ts';
import type { Frame, Raster, RegionMask } from '../../preload/contract/pictures.ts';
import type { Sides } from '../../preload/contract/task-inputs.ts';
import type { RedrawnCells } from './redrawn-cells.ts';
import type { DocumentStore } from './store.ts';

/**
 * How tools, generation and panels see the canvas: no Fabric, and no DOM but the element that it
 * is attached to. Implemented by renderer/canvas.
 */

export type ToolName = 'move' | 'marquee' | 'lasso' | 'wand' | 'brush' | 'eraser' | 'hand';

/** Page pixels where not said otherwise. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Viewport {
  /** Screen (CSS) pixels per page pixel. */
  readonly zoom: number;
  /** Where the page's top left corner lies in the canvas element, in CSS pixels. */
  readonly x: number;
  readonly y: number;
}

/** A pointer on the canvas, already told in page pixels. Fabric's own gestures never come here. */
export interface CanvasPointer {
  readonly kind: 'down' | 'move' | 'up' | 'cancel';
  /** The last of `points`. */
  readonly page: Point;
  /** Every place since the last event, oldest first: a quick hand leaves no corners. */
  readonly points: readonly Point[];
  /** In the canvas element, CSS pixels: for panning. */
  readonly screen: Point;
  /** 0 main, 1 middle, 2 secondary; of the press that began the gesture. */
  readonly button: number;
  readonly alt: boolean;
  readonly shift: boolean;
  readonly ctrl: boolean;
  /** 0..1; 0.5 where the device knows none. */
  readonly pressure: number;
}

/** A pointer over the canvas that presses nothing. */
export type HoveringPointer = Pick<CanvasPointer, 'page' | 'screen'>;

/** How the region is shown: tinted red inside of its outline, or by a line of dashes that march around it. */
export type RegionLook = 'tint' | 'ants';

export interface CanvasPort {
  /**
   * Fills `element` and follows its size until `destroy`. Once only. The element's padding is where
   * other things float over the canvas: a fitted page keeps clear of it.
   */
  attach(element: HTMLElement): void;
  destroy(): void;

  /** Which gestures the canvas takes itself ('move': Fabric's handles) and which cursor it shows. */
  setTool(tool: ToolName): void;
  /** Pointer gestures of every tool but 'move', and middle-button ones of all. */
  onPointer(listener: (pointer: CanvasPointer) => void): () => void;
  /** Where the pointer is while nothing is pressed. */
  onHover(listener: (pointer: HoveringPointer) => void): () => void;
  /** The circle at the pointer: diameter in page pixels. */
  setBrush(brush: { readonly size: number; readonly erase: boolean }): void;
  /** A stroke on its way, drawn over the mask until the document has it; null takes it away. */
  showStroke(stroke: LiveStroke | null): void;
  setRegionLook(look: RegionLook): void;
  /** The cells that the next job would draw anew; null takes them away. */
  showRedrawn(cells: RedrawnCells | null): void;
  /** The outline of a shape on its way; null takes it away. */
  showShape(shape: LiveShape | null): void;

  readonly viewport: ViewportPort;
  /** From a DOM event's clientX and clientY. */
  pageFromClient(clientX: number, clientY: number): Point;

  /** The page of a project as pixels, whether the canvas shows it or another one. */
  pageOf(document: DocumentStore, loadBlob: LoadBlob): PageRaster;

  /** Shows a picture in the making at `frame`; inside the painted region only where `insideMask`. */
  showPreview(raster: Raster, frame: Frame, insideMask: boolean): void;
  clearPreview(): void;
  /** Shows a finished candidate at `frame`, above all layers. Rejects with `bad-picture`. */
  showCandidate(png: Uint8Array<ArrayBuffer>, frame: Frame): Promise<void>;
  /** Hides the candidate for as long as `hidden`, to compare. */
  hideCandidate(hidden: boolean): void;
  clearCandidate(): void;
  /** Lays a map of confidence over the candidate, cell by cell; null takes it away. */
  showConfidence(map: ConfidenceMap | null): void;
  /**
   * Hides the marked cells of the shown candidate: of a part, so that what lies below is seen, and under
   * plain grey where the picture is one of its own (`blank`). Null: all are there.
   */
  hideCells(cells: CellMap | null, blank: boolean): void;
  /**
   * Shows the page with so much added on its sides; frames of previews and candidates then count
   * from the new top left corner. Null: as it is.
   */
  growPage(sides: Sides | null): void;
}

/** Bytes of a blob of one project. */
export type LoadBlob = (hash: string) => Promise<Uint8Array<ArrayBuffer>>;

/** The page of one project as pixels. Each takes the document as it is when it is called. */
export interface PageRaster {
  /** The page as it is at the call, whatever becomes of the document. */
  asItIs(): PageRaster;
  /**
   * The visible layers composed on white, at page resolution. An unscaled opaque layer at a whole
   * place gives its own pixels exactly. Waits for pictures still loading; rejects with `bad-picture`
   * where a visible layer cannot be read.
   */
  rasterise(): Promise<Raster>;
  /** A picture of the project's blobs, at its own size; rejects with `bad-picture`. */
  rasterOf(hash: string): Promise<Raster>;
  /** A picture of the project's blobs as a PNG of what is shown of it, though its file may be gone; rejects with `bad-picture`. */
  encoded(hash: string, mediaType: MediaType): Promise<Uint8Array<ArrayBuffer>>;
  /** The region at page resolution; null where nothing is left of it. Rejects with `bad-picture` where a part cannot be read. */
  rasteriseMask(): Promise<RegionMask | null>;
  /** One layer alone, as it shows with full opacity, on nothing; straight RGBA of the page's size. Null where there is none such. */
  rasteriseLayer(id: string): Promise<Raster | null>;
  /** Where protected layers show anything, 0 or 255, at page resolution; null where none does. As `rasterise`. */
  rasteriseProtected(): Promise<RegionMask | null>;
  /**
   * The visible layers without paper: what is clear stays clear, with the colour that it has.
   * @param read bytes of a picture to straight RGBA
   */
  rasteriseBare(read: (bytes: Uint8Array<ArrayBuffer>) => Promise<Raster>): Promise<Raster>;
  /**
   * A small picture of a layer with all that lies in it, drawn as on the page; null where it shows nothing.
   * @param side of the square that it fits into, in pixels
   */
  thumbnail(layerId: string, side: number): Promise<ImageBitmap | null>;
  /** The visible layers composed on white, as a PNG of the page's size. */
  exportPng(): Promise<Uint8Array<ArrayBuffer>>;
}

/** 0 to 1 for every cell of the candidate's frame, row-major; negative where there is nothing to say. */
export interface ConfidenceMap {
  readonly columns: number;
  readonly rows: number;
  readonly values: Float32Array;
}

/** Cells of the candidate's frame, row-major: 1 where marked. */
export interface CellMap {
  readonly columns: number;
  readonly rows: number;
  readonly marked: Uint8Array;
}

/** `points` may grow in place: x0, y0, x1, y1, ... in page pixels. */
export interface LiveStroke {
  readonly size: number;
  readonly erase: boolean;
  readonly points: readonly number[];
}

/** Page pixels. A polygon's `points`: x0, y0, x1, y1, ...; its last corner is not joined to the first. */
export type LiveShape =
  | { readonly kind: 'polygon'; readonly points: readonly number[] }
  | ({ readonly kind: 'rectangle' | 'ellipse' } & Frame);

export interface ViewportPort {
  get(): Viewport;
  subscribe(listener: (viewport: Viewport) => void): () => void;
  zoomIn(): void;
  zoomOut(): void;
  /** The whole page, with a margin. */
  fit(): void;
  /** One page pixel on one CSS pixel, about the middle of the view. */
  actualSize(): void;
  /** Multiplies the zoom, keeping the page under `screen` (CSS pixels in the element) in place. */
  zoomAt(screen: Point, factor: number): void;
  /** CSS pixels. */
  panBy(dx: number, dy: number): void;
}
