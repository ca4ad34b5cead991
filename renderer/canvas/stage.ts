import { type Canvas, config, Point as FabricPoint } from 'fabric';
import type { Frame } from '../../preload/contract/pictures.ts';
import type { Sides } from '../../preload/contract/task-inputs.ts';
import type { ToolName } from '../../preload/contract/tool-names.ts';
import type { ViewAids } from '../../preload/contract/view-aids.ts';
import type { CanvasPointer, HoveringPointer, PlacedPointer } from '../document/canvas-port.ts';
import type { Box } from '../document/layer-bounds.ts';
import { grownSize, hasPaper } from '../document/operations.ts';
import type { LoadBlob } from '../document/page-raster.ts';
import type { Colour } from '../document/paint.ts';
import type { Point } from '../document/point.ts';
import type { Snapping } from '../document/snapping.ts';
import type { DocumentStore } from '../document/store.ts';
import { viewMatrix } from '../document/view-transform.ts';
import { AidLines } from './aid-lines.ts';
import type { BitmapCache } from './bitmaps.ts';
import { BrushCursor } from './brush-cursor.ts';
import { canvasOnTop, fabricCanvas } from './fabric-canvas.ts';
import { GuideDrag } from './guide-drag.ts';
import { LayerAdapters } from './layers.ts';
import { hideLiveWhilePressed } from './live-hiding.ts';
import { Overlay } from './overlay.ts';
import { PageDrawing } from './page-drawing.ts';
import { PictureObject } from './picture-object.ts';
import { contextOf } from './pictures.ts';
import { PointerInput } from './pointer.ts';
import { ProtectedPicture } from './protected-picture.ts';
import type { RegionMasks } from './region-masks.ts';
import type { RegionWork } from './region-rasters.ts';
import type { Placed } from './result-pictures.ts';
import { followDensity, followSize, paddingOf } from './screen-size.ts';
import { TextEditor } from './text-editor.ts';
import { numbersOf } from './turned.ts';
import type { ViewportModel } from './viewport.ts';

export interface StageParts {
  readonly element: HTMLElement;
  readonly document: DocumentStore;
  readonly bitmaps: BitmapCache;
  readonly masks: RegionMasks;
  readonly regionWork: RegionWork;
  readonly loadBlob: LoadBlob;
  readonly viewport: ViewportModel;
  readonly emit: (pointer: CanvasPointer) => void;
  readonly hover: (pointer: HoveringPointer) => void;
  /** Called with every place of the pointer; null where it has left the canvas. */
  readonly place: (pointer: PlacedPointer | null) => void;
  /** Called when the layers look different. */
  readonly looked: () => void;
  /** Called with the box of what the handles drag; null at its end. */
  readonly measured: (box: Box | null) => void;
  readonly snapping: Snapping;
  readonly aids: () => ViewAids;
  readonly newId: () => string;
  /** Called with a guide that was pressed twice. */
  readonly openedGuide: (id: string) => void;
  /** Called with a layer that was pressed twice. */
  readonly opened: (layerId: string) => void;
}

/** Everything that needs an element. It lives from `attach` to `destroy`. */
export class Stage {
  readonly layers: LayerAdapters;
  readonly overlay: Overlay;
  readonly text: TextEditor;
  readonly aidLines: AidLines;
  readonly guides: GuideDrag;
  readonly #parts: StageParts;
  readonly #root = document.createElement('div');
  readonly #canvas: Canvas;
  readonly #cursor = new BrushCursor(document.createElement('div'));
  readonly #input: PointerInput;
  readonly #protected: ProtectedPicture;
  readonly #endings: (() => void)[] = [];
  #tool: ToolName = 'move';
  #growth: Sides | null = null;
  readonly #drawing: PageDrawing;
  /** True while a candidate lies on the page. */
  #candidateShown = false;

  constructor(parts: StageParts) {
    this.#parts = parts;
    Object.assign(this.#root.style, { position: 'absolute', inset: '0', overflow: 'hidden', touchAction: 'none' });
    parts.element.append(this.#root);
    const page = parts.document.getState().document;
    this.#drawing = new PageDrawing({
      ...parts,
      view: this.#root,
      ratio: () => this.#canvas.getRetinaScaling(),
      layers: (moving) => this.layers.painter(moving),
    });
    this.#canvas = fabricCanvas({
      root: this.#root,
      draw: (context) => this.#drawing.draw(context, this.#shownPage),
      changed: (hurried) => this.#layersChanged(hurried),
      measured: parts.measured,
      opened: (target) => {
        if (target instanceof PictureObject && this.#tool === 'move') parts.opened(target.layerId);
      },
    });
    const changed = (part?: Box) => this.#layersChanged(false, part);
    this.layers = new LayerAdapters({
      ...parts,
      canvas: this.#canvas,
      store: parts.document,
      sight: () => this.#drawing.sight,
      changed,
    });
    this.overlay = new Overlay(canvasOnTop(this.#root, 'region'), page, {
      ...parts,
      below: () => this.#drawing.composed(),
    });
    this.#protected = new ProtectedPicture(parts.bitmaps, (picture) => this.overlay.setProtected(picture));
    this.aidLines = new AidLines(canvasOnTop(this.#root, 'aids'), page);
    this.#root.append(this.#cursor.element);
    // It listens before the gestures, which keep the event for themselves.
    this.#endings.push(hideLiveWhilePressed(this.#root, this.overlay));
    this.text = new TextEditor({
      canvas: this.#canvas,
      element: this.#root,
      editing: (layerId) => this.layers.setEdited(layerId),
      zoom: () => parts.viewport.get().zoom,
    });
    // It listens before the tools, which get no press on a guide.
    this.guides = new GuideDrag({
      ...parts,
      element: this.#root,
      lines: this.aidLines,
      tool: () => this.#tool,
      isHandle: ({ x, y }) => this.#canvas.getActiveObject()?.findControl(new FabricPoint(x, y)) !== undefined,
      moved: (screen) => this.#hover(screen, true),
      opened: parts.openedGuide,
      showCursor: (cursor) => (cursor === null ? this.#showCursor() : this.#setCursor(cursor)),
    });
    this.#input = new PointerInput({
      element: this.#root,
      viewport: parts.viewport,
      tool: () => this.#tool,
      isCovered: () => this.#candidateShown,
      text: this.text,
      emit: (pointer) => this.#emit(pointer),
      hover: (screen, pressed) => this.#hover(screen, pressed),
    });
    this.#follow();
  }

  setTool(tool: ToolName): void {
    this.#tool = tool;
    this.#showHandles();
    this.#cursor.setTool(tool);
    this.#showCursor();
  }

  setBrush({ size, erase }: { readonly size: number; readonly erase: boolean }): void {
    this.#cursor.setSize(size, erase);
    this.#showCursor();
  }

  setCandidate(candidate: Placed | null): void {
    this.#candidateShown = candidate !== null;
    this.#showHandles();
    this.overlay.setCandidate(candidate);
  }

  /** Shows the page with these sides added. */
  grow(sides: Sides | null): void {
    this.#growth = sides;
    this.#showPage();
    this.#canvas.requestRenderAll();
  }

  colourAt({ x, y }: Point): Colour | null {
    const { canvas, plan } = this.#drawing.composed();
    const [column, row] = [Math.floor((x - plan.region.x) * plan.scale), Math.floor((y - plan.region.y) * plan.scale)];
    if (column < 0 || row < 0 || column >= canvas.width || row >= canvas.height) return null;
    const [red = 0, green = 0, blue = 0, alpha = 0] = contextOf(canvas).getImageData(column, row, 1, 1).data;
    return alpha === 0 ? null : { red, green, blue };
  }

  overview(side: number): ImageBitmap {
    return this.#drawing.overview(side);
  }

  /** The box of the canvas in the window. */
  get box(): DOMRect {
    return this.#root.getBoundingClientRect();
  }

  destroy(): void {
    this.text.end();
    for (const end of this.#endings) end();
    this.guides.destroy();
    this.aidLines.destroy();
    this.#input.destroy();
    this.layers.destroy();
    this.overlay.destroy();
    void this.#canvas.dispose();
    this.#root.remove();
  }

  /** @param hurried true while a layer is moved by hand */
  #layersChanged(hurried: boolean, part?: Box): void {
    this.#drawing.changed(hurried, part);
    this.overlay?.belowChanged();
    this.#parts.looked();
    this.#canvas.requestRenderAll();
  }

  /** Subscribes to everything that moves the picture on the screen. */
  #follow(): void {
    const { document: store, viewport } = this.#parts;
    this.#endings.push(
      store.subscribe(({ document: page }, before) => {
        if (page === before.document) return;
        this.#showPage();
        if (hasPaper(page) !== hasPaper(before.document)) this.#canvas.requestRenderAll();
        this.overlay.follow(page);
        this.aidLines.follow(page);
        void this.#protected.follow(page);
      }),
      viewport.subscribe((view) => {
        this.#canvas.setViewportTransform([...numbersOf(viewMatrix(view))]);
        this.#canvas.requestRenderAll();
        this.overlay.setViewport(view);
        this.aidLines.setViewport(view);
        this.layers.pictures.followSight();
        this.#cursor.setZoom(view.zoom);
        this.#showCursor();
      }),
    );
    // The padding changes with the height of what floats over the canvas.
    this.#endings.push(followSize([this.#root, this.#parts.element], () => this.#resize()));
    this.#endings.push(followDensity(() => this.#resize()));
    // The document may have changed before the canvas was attached.
    this.#showPage();
    void this.#protected.follow(this.#parts.document.getState().document);
    this.#resize();
  }

  #resize(): void {
    const { clientWidth: width, clientHeight: height } = this.#root;
    if (width === 0 || height === 0) return;
    // Fabric reads the ratio only once, when it is loaded.
    config.configure({ devicePixelRatio: window.devicePixelRatio });
    this.#canvas.setDimensions({ width, height });
    this.overlay.setView(width, height, window.devicePixelRatio);
    this.aidLines.setView(width, height, window.devicePixelRatio);
    this.#parts.viewport.setView({ width, height }, paddingOf(this.#parts.element));
    this.layers.pictures.followSight();
  }

  /** Handles are hidden during a candidate, since they would lie over it. */
  #showHandles(): void {
    this.layers.setHandles(this.#tool === 'move' && !this.#candidateShown);
  }

  #showPage(): void {
    this.#parts.viewport.setPage(this.#shownPage);
    this.overlay.setShownPage(this.#shownPage);
    this.aidLines.setShownPage(this.#shownPage);
  }

  get #shownPage(): Frame {
    const page = this.#parts.document.getState().document;
    const { width, height } = page;
    if (this.#growth === null) return { x: 0, y: 0, width, height };
    // Subtracting from 0 avoids a negative zero, which differs from zero where frames are compared.
    return { x: 0 - this.#growth.left, y: 0 - this.#growth.top, ...grownSize(page, this.#growth) };
  }

  #emit(pointer: CanvasPointer): void {
    if (this.#tool === 'hand' || this.#tool === 'rotate')
      this.#root.style.cursor = pointer.kind === 'up' ? 'grab' : 'grabbing';
    this.#parts.emit(pointer);
  }

  #hover(screen: Point | null, pressed: boolean): void {
    this.#cursor.moveTo(screen);
    const pointer = screen && { screen, page: this.#parts.viewport.toPage(screen), pressed };
    if (pointer !== null) this.#parts.hover(pointer);
    this.#parts.place(pointer);
  }

  #showCursor(): void {
    this.#setCursor(this.#cursor.cssCursor);
  }

  #setCursor(cursor: string): void {
    this.#root.style.cursor = cursor;
    // Fabric sets its own cursor on its upper canvas.
    this.#canvas.defaultCursor = cursor;
    this.#canvas.hoverCursor = this.#tool === 'move' ? 'move' : cursor;
    this.#canvas.setCursor(cursor);
  }
}
