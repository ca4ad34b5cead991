import type { TextLayer } from '../../preload/contract/document.ts';
import type { TextStyle } from '../../preload/contract/drawn-layers.ts';
import type { Orientation } from '../../preload/contract/guides.ts';
import type { Frame, Raster } from '../../preload/contract/pictures.ts';
import type { Sides } from '../../preload/contract/task-inputs.ts';
import type { ToolName } from '../../preload/contract/tool-names.ts';
import type { ViewAids } from '../../preload/contract/view-aids.ts';
import type { Box } from './layer-bounds.ts';
import type { LoadBlob, PageRaster } from './page-raster.ts';
import type { Colour, MaskTarget, PaintTarget, PenPoint, TilePatch } from './paint.ts';
import type { Point } from './point.ts';
import type { RedrawnCells } from './redrawn-cells.ts';
import type { Snapping } from './snapping.ts';
import type { DocumentStore } from './store.ts';
import type { SizeOfText, TypedText } from './text-layers.ts';
import type { ViewportPort } from './viewport-port.ts';

/**
 * The canvas as tools, generation and panels see it. It has no Fabric, and no DOM except the element that it is
 * attached to. renderer/canvas implements it.
 */

/** A pointer event on the canvas, in page pixels. Fabric's own gestures are not reported. */
export interface CanvasPointer {
  readonly kind: 'down' | 'move' | 'up' | 'cancel';
  /** The last of `points`. */
  readonly page: Point;
  /** All places since the last event, oldest first, so that a quick stroke has no corners. */
  readonly points: readonly PenPoint[];
  /** The place in the canvas element, in CSS pixels, for panning. */
  readonly screen: Point;
  /** The button of the press that began the gesture: 0 main, 1 middle, 2 secondary. */
  readonly button: number;
  readonly alt: boolean;
  readonly shift: boolean;
  readonly ctrl: boolean;
  /** What the artist points with. */
  readonly device: 'mouse' | 'pen' | 'touch';
}

/** A pointer that moves over the canvas without a button. */
export type HoveringPointer = Pick<CanvasPointer, 'page' | 'screen'>;

/** A pointer over the canvas, and whether a button is held. */
export interface PlacedPointer extends HoveringPointer {
  readonly pressed: boolean;
}

/** How the region is shown: as a red tint inside its outline, or by moving dashes. */
export type RegionLook = 'tint' | 'ants';

export interface CanvasPort {
  /**
   * Fills `element` and follows its size until `destroy`. It can be called only once. The element's padding is the
   * space that floating elements cover, and a fitted page keeps clear of it.
   */
  attach(element: HTMLElement): void;
  destroy(): void;

  /** Sets which gestures the canvas handles itself ('move': Fabric's handles) and which cursor it shows. */
  setTool(tool: ToolName): void;
  /** Reports the pointer gestures of every tool except 'move', and gestures of the middle button with all tools. */
  onPointer(listener: (pointer: CanvasPointer) => void): () => void;
  /** Reports where the pointer is while no button is pressed. */
  onHover(listener: (pointer: HoveringPointer) => void): () => void;
  /** Reports where the pointer is, whatever it does; null where it has left the canvas. */
  onPlace(listener: (pointer: PlacedPointer | null) => void): () => void;
  /** Reports the box of what is dragged, in page pixels; null where nothing is. */
  onMeasure(listener: (box: Box | null) => void): () => void;
  /** Reports that the layers look different, each time they do. */
  onLook(listener: () => void): () => void;
  /** A small picture of the whole page with what its layers show, whose longer side has so many pixels; null before `attach`. */
  overview(side: number): ImageBitmap | null;
  /** The smallest box that holds the region; null where it is empty. It looks at every pixel of the region. */
  regionBox(): Box | null;
  /** Sets the circle at the pointer. `size` is its diameter in page pixels. */
  setBrush(brush: { readonly size: number; readonly erase: boolean }): void;
  /** Draws the current stroke over the mask until the document has it. Null removes it. */
  showStroke(stroke: LiveStroke | null): void;
  setRegionLook(look: RegionLook): void;
  /** Shows the cells that the next job would redraw. Null removes them. */
  showRedrawn(cells: RedrawnCells | null): void;
  /** Shows the outline of the current shape. Null removes it. */
  showShape(shape: LiveShape | null): void;

  /**
   * Shows the paint of a stroke until the document has it. Where the document lacks the layer, it is shown in its place
   * as well.
   */
  beginPaint(target: PaintTarget | MaskTarget, projectId: string | undefined): PaintPreview;
  /**
   * Lets the artist type on the page. The document keeps the text as it was until the end.
   * @param ended called with what was typed, when the artist or the caller ends it
   * @param cut called when the text would become longer than it may be, and its end is left out
   */
  editText(layer: TextLayer, ended: (typed: TypedText) => void, cut: () => void): TextEditing;
  /** Restyles the text that is being typed. */
  styleText(style: TextStyle): void;
  /** Measures the box of a text with the fonts of this machine. */
  sizeOfText: SizeOfText;
  /** The fonts of this machine by their families, as far as the system tells. The artist must have just pressed something. */
  fonts(): Promise<readonly string[]>;
  hasFont(family: string): boolean;
  /** Reports a layer that was pressed twice while the canvas handles gestures itself. */
  onOpenLayer(listener: (layerId: string) => void): () => void;
  /** The colour that the layers show at a place of the page; null outside of the page and where nothing is. */
  colourAt(page: Point): Colour | null;

  /** Sets which lines help with measuring and aligning. */
  setAids(aids: ViewAids): void;
  /** Moves what a gesture drags to lines near it, and shows these lines. */
  readonly snapping: Snapping;
  /** Begins a new guide under a pointer that was pressed on a ruler. Letting go on the canvas adds it. */
  pullGuide(orientation: Orientation, pointerId: number): void;
  /** Reports a guide that was pressed twice. */
  onOpenGuide(listener: (id: string) => void): () => void;

  readonly viewport: ViewportPort;
  /** Converts a DOM event's clientX and clientY to page pixels. */
  pageFromClient(clientX: number, clientY: number): Point;

  /** Gives the page of a project as pixels. The canvas may show another project. */
  pageOf(document: DocumentStore, loadBlob: LoadBlob): PageRaster;

  /** Shows an unfinished picture at `frame`. With `insideMask` it shows only inside the painted region. */
  showPreview(raster: Raster, frame: Frame, insideMask: boolean): void;
  clearPreview(): void;
  /** Shows a finished candidate at `frame`, above all layers. Rejects with `bad-picture`. */
  showCandidate(png: Uint8Array<ArrayBuffer>, frame: Frame): Promise<void>;
  /** Hides the candidate while `hidden` is true, for comparison. */
  hideCandidate(hidden: boolean): void;
  clearCandidate(): void;
  /**
   * Shows a picture that is drawn live at `frame`, above all layers and below a candidate. It hides while the pointer is
   * down, so that the artist sees what is painted. Rejects with `bad-picture`.
   */
  showLive(png: Uint8Array<ArrayBuffer>, frame: Frame): Promise<void>;
  clearLive(): void;
  /** Lays a map of confidence over the candidate's cells. Null removes it. */
  showConfidence(map: ConfidenceMap | null): void;
  /**
   * Hides the marked cells of the candidate. A part lets the layers below show through them. A whole picture (`blank`)
   * gets plain grey over them. Null shows all cells.
   */
  hideCells(cells: CellMap | null, blank: boolean): void;
  /** Draws pictures in a grid, with lines beneath each, as a PNG. */
  sheetOf(cells: readonly SheetCell[]): Promise<Uint8Array<ArrayBuffer>>;
  /**
   * Shows the page with sides added. The frames of previews and candidates then count from the new top left corner.
   * Null shows the page as it is.
   */
  growPage(sides: Sides | null): void;
}

/** A picture of a sheet, and the lines beneath it. */
export interface SheetCell {
  readonly raster: Raster;
  readonly lines: readonly string[];
}

/** A text that is being typed. */
export interface TextEditing {
  /** Ends it and keeps what was typed. */
  end(): void;
}

/** The picture of a stroke that is not in the document yet. */
export interface PaintPreview {
  show(patches: readonly TilePatch[]): void;
  /** Says what the tiles of the stroke are called in the document, so that they need not be loaded again. */
  keep(tiles: readonly { readonly column: number; readonly row: number; readonly blob: string | null }[]): void;
  /** Ends the preview. What was not kept disappears. */
  end(): void;
}

/** 0 to 1 for every cell of the candidate's frame, row-major; negative where a cell has no value. */
export interface ConfidenceMap {
  readonly columns: number;
  readonly rows: number;
  readonly values: Float32Array;
}

/** The cells of the candidate's frame, row-major: 1 where marked. */
export interface CellMap {
  readonly columns: number;
  readonly rows: number;
  readonly marked: Uint8Array;
}

/** A stroke of a round brush. `points` may grow in place: x0, y0, x1, y1, ... in page pixels. */
export interface LiveStroke {
  readonly size: number;
  readonly erase: boolean;
  readonly points: readonly number[];
}

/** The box of the crop tool. */
export type CropShape = { readonly kind: 'crop' } & Frame;

/** A shape in page pixels. A polygon's `points` are x0, y0, x1, y1, ...; its last corner is not joined to the first. */
export type LiveShape =
  | { readonly kind: 'polygon'; readonly points: readonly number[] }
  | ({ readonly kind: 'rectangle' | 'ellipse' } & Frame)
  | CropShape;
