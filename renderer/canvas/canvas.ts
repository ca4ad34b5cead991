import type { TextLayer } from '../../preload/contract/document.ts';
import type { TextStyle } from '../../preload/contract/drawn-layers.ts';
import type { Orientation } from '../../preload/contract/guides.ts';
import type { Frame, Raster } from '../../preload/contract/pictures.ts';
import type { Sides } from '../../preload/contract/task-inputs.ts';
import type { ToolName } from '../../preload/contract/tool-names.ts';
import { firstAids, type ViewAids } from '../../preload/contract/view-aids.ts';
import type {
  CanvasPointer,
  CanvasPort,
  CellMap,
  ConfidenceMap,
  HoveringPointer,
  LiveShape,
  LiveStroke,
  PaintPreview,
  PlacedPointer,
  RegionLook,
  TextEditing,
} from '../document/canvas-port.ts';
import type { Box } from '../document/layer-bounds.ts';
import type { LoadBlob, PageRaster } from '../document/page-raster.ts';
import type { Colour, MaskTarget, PaintTarget } from '../document/paint.ts';
import type { Point } from '../document/point.ts';
import type { RedrawnCells } from '../document/redrawn-cells.ts';
import { PageSnapping, type Snapping } from '../document/snapping.ts';
import type { DocumentStore } from '../document/store.ts';
import type { SizeOfText, TypedText } from '../document/text-layers.ts';
import { BitmapCache } from './bitmaps.ts';
import { cellPicture, confidencePicture } from './cell-pictures.ts';
import { contactSheet } from './contact-sheet.ts';
import { fontFamilies, isFontHere } from './fonts.ts';
import { pageRaster } from './page-raster.ts';
import { canvasOf, decodePicture } from './pictures.ts';
import { RegionMasks } from './region-masks.ts';
import { RegionRasters, type RegionWork } from './region-rasters.ts';
import type { Placed } from './result-pictures.ts';
import { boxOfShape } from './shape-outline.ts';
import { Stage } from './stage.ts';
import { layoutOf } from './text-layout.ts';
import { ViewportModel } from './viewport.ts';

export interface CanvasParts {
  readonly document: DocumentStore;
  /** Loads the bytes of a blob of the project that `document` shows. */
  readonly loadBlob: LoadBlob;
  readonly regionWork: RegionWork;
  readonly newId: () => string;
}

/** The canvas of the studio. A call before `attach` is stored and takes effect at `attach`. */
export function createCanvas(parts: CanvasParts): CanvasPort {
  return new StudioCanvas(parts);
}

class StudioCanvas implements CanvasPort {
  readonly viewport: ViewportModel;
  readonly snapping: Snapping;
  readonly #document: DocumentStore;
  readonly #bitmaps: BitmapCache;
  readonly #loadBlob: LoadBlob;
  readonly #masks = new RegionMasks();
  readonly #regionWork: RegionWork;
  readonly #regions: RegionRasters;
  readonly #pointerListeners = new Set<(pointer: CanvasPointer) => void>();
  readonly #hoverListeners = new Set<(pointer: HoveringPointer) => void>();
  readonly #openListeners = new Set<(layerId: string) => void>();
  readonly #placeListeners = new Set<(pointer: PlacedPointer | null) => void>();
  readonly #lookListeners = new Set<() => void>();
  readonly #measureListeners = new Set<(box: Box | null) => void>();
  readonly #openGuideListeners = new Set<(id: string) => void>();
  readonly #newId: () => string;
  #aids: ViewAids = firstAids;
  #stage: Stage | null = null;
  #tool: ToolName = 'move';
  #brush = { size: 1, erase: false };
  #growth: Sides | null = null;
  #look: RegionLook = 'tint';
  /**
   * The number of the latest candidate. A slow decode compares it, so that it does not bring back a cleared candidate.
   */
  #candidateNumber = 0;
  /** The number of the latest live picture, for the same reason. */
  #liveNumber = 0;
  #livePicture: ImageBitmap | null = null;
  #candidatePicture: ImageBitmap | null = null;

  constructor({ document, loadBlob, regionWork, newId }: CanvasParts) {
    this.#newId = newId;
    this.#regionWork = regionWork;
    this.#regions = new RegionRasters(regionWork, this.#masks);
    this.#document = document;
    this.#bitmaps = new BitmapCache(loadBlob);
    this.#loadBlob = loadBlob;
    this.viewport = new ViewportModel(document.getState().document);
    this.snapping = new PageSnapping({
      document: () => document.getState().document,
      aids: () => this.#aids,
      zoom: () => this.viewport.get().zoom,
      show: (lines) => this.#stage?.aidLines.showMet(lines),
    });
  }

  attach(element: HTMLElement): void {
    if (this.#stage !== null) throw new Error('The canvas is attached already.');
    const emit = (pointer: CanvasPointer) => {
      for (const listener of this.#pointerListeners) listener(pointer);
    };
    this.#stage = new Stage({
      element,
      document: this.#document,
      bitmaps: this.#bitmaps,
      masks: this.#masks,
      regionWork: this.#regionWork,
      loadBlob: this.#loadBlob,
      viewport: this.viewport,
      emit,
      hover: (pointer) => {
        for (const listener of this.#hoverListeners) listener(pointer);
      },
      place: (pointer) => {
        for (const listener of this.#placeListeners) listener(pointer);
      },
      measured: (box) => this.#measured(box),
      looked: () => {
        for (const listener of this.#lookListeners) listener();
      },
      snapping: this.snapping,
      aids: () => this.#aids,
      newId: this.#newId,
      openedGuide: (id) => {
        for (const listener of this.#openGuideListeners) listener(id);
      },
      opened: (layerId) => {
        for (const listener of this.#openListeners) listener(layerId);
      },
    });
    this.#stage.aidLines.setAids(this.#aids);
    this.#stage.setTool(this.#tool);
    this.#stage.setBrush(this.#brush);
    this.#stage.overlay.setLook(this.#look);
    if (this.#growth !== null) this.#stage.grow(this.#growth);
  }

  destroy(): void {
    this.#stage?.destroy();
    this.#stage = null;
    this.#bitmaps.clear();
  }

  setTool(tool: ToolName): void {
    this.#tool = tool;
    this.#stage?.setTool(tool);
  }

  setBrush(brush: { readonly size: number; readonly erase: boolean }): void {
    this.#brush = brush;
    this.#stage?.setBrush(brush);
  }

  onPointer(listener: (pointer: CanvasPointer) => void): () => void {
    this.#pointerListeners.add(listener);
    return () => this.#pointerListeners.delete(listener);
  }

  onHover(listener: (pointer: HoveringPointer) => void): () => void {
    this.#hoverListeners.add(listener);
    return () => this.#hoverListeners.delete(listener);
  }

  onPlace(listener: (pointer: PlacedPointer | null) => void): () => void {
    this.#placeListeners.add(listener);
    return () => this.#placeListeners.delete(listener);
  }

  onMeasure(listener: (box: Box | null) => void): () => void {
    this.#measureListeners.add(listener);
    return () => this.#measureListeners.delete(listener);
  }

  onLook(listener: () => void): () => void {
    this.#lookListeners.add(listener);
    return () => this.#lookListeners.delete(listener);
  }

  overview(side: number): ImageBitmap | null {
    return this.#stage?.overview(side) ?? null;
  }

  regionBox(): Box | null {
    return this.#stage?.overlay.regionBox ?? null;
  }

  #measured(box: Box | null): void {
    for (const listener of this.#measureListeners) listener(box);
  }

  setAids(aids: ViewAids): void {
    this.#aids = aids;
    this.#stage?.aidLines.setAids(aids);
  }

  pullGuide(orientation: Orientation, pointerId: number): void {
    this.#stage?.guides.pull(orientation, pointerId);
  }

  onOpenGuide(listener: (id: string) => void): () => void {
    this.#openGuideListeners.add(listener);
    return () => this.#openGuideListeners.delete(listener);
  }

  setRegionLook(look: RegionLook): void {
    this.#look = look;
    this.#stage?.overlay.setLook(look);
  }

  showRedrawn(cells: RedrawnCells | null): void {
    this.#stage?.overlay.setRedrawn(cells);
  }

  showShape(shape: LiveShape | null): void {
    this.#stage?.overlay.setShape(shape);
    this.#measured(shape && boxOfShape(shape));
  }

  showStroke(stroke: LiveStroke | null): void {
    this.#stage?.overlay.setLive(stroke);
  }

  editText(layer: TextLayer, ended: (typed: TypedText) => void, cut: () => void): TextEditing {
    return this.#stage?.text.begin(layer, ended, cut) ?? { end: () => undefined };
  }

  styleText(style: TextStyle): void {
    this.#stage?.text.restyle(style);
  }

  sizeOfText: SizeOfText = (look) => {
    const { width, height } = layoutOf(look);
    return { width, height };
  };

  fonts = fontFamilies;
  hasFont = isFontHere;

  onOpenLayer(listener: (layerId: string) => void): () => void {
    this.#openListeners.add(listener);
    return () => this.#openListeners.delete(listener);
  }

  colourAt(page: Point): Colour | null {
    return this.#stage?.colourAt(page) ?? null;
  }

  beginPaint(target: PaintTarget | MaskTarget, projectId: string | undefined): PaintPreview {
    return (
      this.#stage?.layers.beginPaint(target, projectId) ?? {
        show: () => undefined,
        keep: () => undefined,
        end: () => undefined,
      }
    );
  }

  pageFromClient(clientX: number, clientY: number): { x: number; y: number } {
    const box = this.#stage?.box ?? { left: 0, top: 0 };
    return this.viewport.toPage({ x: clientX - box.left, y: clientY - box.top });
  }

  pageOf(document: DocumentStore, loadBlob: LoadBlob): PageRaster {
    const sources = { loadBlob, cache: this.#bitmaps, masks: this.#masks, regions: this.#regions };
    return pageRaster(() => document.getState().document, sources);
  }

  showPreview(raster: Raster, frame: Frame, insideMask: boolean): void {
    this.#stage?.overlay.setPreview({ picture: canvasOf(raster), frame, insideMask });
  }

  clearPreview(): void {
    this.#stage?.overlay.setPreview(null);
  }

  async showCandidate(png: Uint8Array<ArrayBuffer>, frame: Frame): Promise<void> {
    const number = ++this.#candidateNumber;
    const picture = await decodePicture(png, 'image/png');
    if (number === this.#candidateNumber) this.#showPicture(picture, { picture, frame, insideMask: false });
    else picture.close();
  }

  /**
   * Shows a candidate and closes the picture of the one before.
   * @param picture the candidate's decoded picture
   */
  #showPicture(picture: ImageBitmap | null, candidate: Placed | null): void {
    this.#stage?.setCandidate(candidate);
    this.#candidatePicture?.close();
    this.#candidatePicture = picture;
  }

  async showLive(png: Uint8Array<ArrayBuffer>, frame: Frame): Promise<void> {
    const number = ++this.#liveNumber;
    const picture = await decodePicture(png, 'image/png');
    if (number === this.#liveNumber) this.#setLive(picture, { picture, frame, insideMask: false });
    else picture.close();
  }

  /** The picture stays until the layer that it became is decoded, so that nothing flickers. */
  clearLive(): void {
    const number = ++this.#liveNumber;
    const stage = this.#stage;
    void stage?.layers.pictures.settled().then(() => {
      if (number === this.#liveNumber) this.#setLive(null, null);
    });
  }

  #setLive(picture: ImageBitmap | null, live: Placed | null): void {
    this.#stage?.overlay.setLivePicture(live);
    this.#livePicture?.close();
    this.#livePicture = picture;
  }

  showConfidence(map: ConfidenceMap | null): void {
    this.#stage?.overlay.setConfidence(map === null ? null : confidencePicture(map));
  }

  hideCells(cells: CellMap | null, blank: boolean): void {
    this.#stage?.overlay.setHiddenCells(cells === null ? null : { picture: cellPicture(cells), blank });
  }

  sheetOf = contactSheet;

  growPage(sides: Sides | null): void {
    this.#growth = sides;
    this.#stage?.grow(sides);
  }

  hideCandidate(hidden: boolean): void {
    this.#stage?.overlay.hideCandidate(hidden);
  }

  /** The candidate stays until its layer has a decoded picture, so that nothing flickers. */
  clearCandidate(): void {
    const number = ++this.#candidateNumber;
    const stage = this.#stage;
    void stage?.layers.pictures.settled().then(() => {
      if (number === this.#candidateNumber) this.#showPicture(null, null);
    });
  }
}
