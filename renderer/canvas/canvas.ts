import type { TextLayer } from '../../preload/contract/document.ts';
import type { TextStyle } from '../../preload/contract/drawn-layers.ts';
import type { Orientation } from '../../preload/contract/guides.ts';
import type { Sides } from '../../preload/contract/task-inputs.ts';
import type { ToolName } from '../../preload/contract/tool-names.ts';
import { firstAids, type ViewAids } from '../../preload/contract/view-aids.ts';
import type {
  CanvasPointer,
  CanvasPort,
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
import { contactSheet } from './contact-sheet.ts';
import { fontFamilies, isFontHere } from './fonts.ts';
import { Listeners } from './listeners.ts';
import { pageRaster } from './page-raster.ts';
import { RegionMasks } from './region-masks.ts';
import { RegionRasters, type RegionWork } from './region-rasters.ts';
import { boxOfShape } from './shape-outline.ts';
import { ShownResults } from './shown-results.ts';
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
  readonly #newId: () => string;
  readonly #pointers = new Listeners<CanvasPointer>();
  readonly #hovers = new Listeners<HoveringPointer>();
  readonly #places = new Listeners<PlacedPointer | null>();
  readonly #measures = new Listeners<Box | null>();
  readonly #looks = new Listeners<void>();
  readonly #opened = new Listeners<string>();
  readonly #openedGuides = new Listeners<string>();
  readonly #results = new ShownResults(() => this.#stage);

  readonly onPointer = this.#pointers.add;
  readonly onHover = this.#hovers.add;
  readonly onPlace = this.#places.add;
  readonly onMeasure = this.#measures.add;
  readonly onLook = this.#looks.add;
  readonly onOpenLayer = this.#opened.add;
  readonly onOpenGuide = this.#openedGuides.add;
  readonly showPreview = this.#results.showPreview;
  readonly clearPreview = this.#results.clearPreview;
  readonly showCandidate = this.#results.showCandidate;
  readonly hideCandidate = this.#results.hideCandidate;
  readonly clearCandidate = this.#results.clearCandidate;
  readonly showLive = this.#results.showLive;
  readonly clearLive = this.#results.clearLive;
  readonly showConfidence = this.#results.showConfidence;
  readonly hideCells = this.#results.hideCells;

  #aids: ViewAids = firstAids;
  #stage: Stage | null = null;
  #tool: ToolName = 'move';
  #brush = { size: 1, erase: false };
  #growth: Sides | null = null;
  #look: RegionLook = 'tint';
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
    this.#stage = new Stage({
      element,
      document: this.#document,
      bitmaps: this.#bitmaps,
      masks: this.#masks,
      regionWork: this.#regionWork,
      loadBlob: this.#loadBlob,
      viewport: this.viewport,
      emit: this.#pointers.tell,
      hover: this.#hovers.tell,
      place: this.#places.tell,
      measured: this.#measures.tell,
      looked: this.#looks.tell,
      snapping: this.snapping,
      aids: () => this.#aids,
      newId: this.#newId,
      openedGuide: this.#openedGuides.tell,
      opened: this.#opened.tell,
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

  overview(side: number): ImageBitmap | null {
    return this.#stage?.overview(side) ?? null;
  }

  regionBox(): Box | null {
    return this.#stage?.overlay.regionBox ?? null;
  }

  setAids(aids: ViewAids): void {
    this.#aids = aids;
    this.#stage?.aidLines.setAids(aids);
  }

  pullGuide(orientation: Orientation, pointerId: number): void {
    this.#stage?.guides.pull(orientation, pointerId);
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
    this.#measures.tell(shape && boxOfShape(shape));
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

  sheetOf = contactSheet;

  growPage(sides: Sides | null): void {
    this.#growth = sides;
    this.#stage?.grow(sides);
  }
}
