import type { TextLayer } from '../../preload/contract/document.ts';
import type { Frame } from '../../preload/contract/pictures.ts';
import type { ToolName } from '../../preload/contract/tool-names.ts';
import type {
  CanvasPointer,
  HoveringPointer,
  LiveShape,
  LiveStroke,
  TextEditing,
} from '../../renderer/document/canvas-port.ts';
import { framePage } from '../../renderer/document/frame-page.ts';
import { emptyDocument } from '../../renderer/document/operations.ts';
import type { GradientInk, PenPoint } from '../../renderer/document/paint.ts';
import type { FillStyle, LaidGradient, Painter, PaintStroke, PaintStyle } from '../../renderer/document/painter.ts';
import type { Point } from '../../renderer/document/point.ts';
import { noSnapping, type Snapping } from '../../renderer/document/snapping.ts';
import { createDocumentStore } from '../../renderer/document/store.ts';
import { straightened } from '../../renderer/document/straighten.ts';
import type { TypedText } from '../../renderer/document/text-layers.ts';
import type { Viewport, ViewportPort } from '../../renderer/document/viewport-port.ts';
import type { MarkedPicture } from '../../renderer/tools/find-alike.ts';
import type { WandOptions } from '../../renderer/tools/tool-options.ts';
import { createToolbox } from '../../renderer/tools/toolbox.ts';
import type { ToolCanvas } from '../../renderer/tools/toolbox-types.ts';
import { countingIds } from './documents.ts';
import { english } from './english.ts';

/** What tools may ask of a canvas, kept in plain fields. */
export class RecordingCanvas implements ToolCanvas {
  tool: ToolName | null = null;
  brush: { size: number; erase: boolean } | null = null;
  live: LiveStroke | null = null;
  shape: LiveShape | null = null;
  pan: Point = { x: 0, y: 0 };
  turned = 0;
  listener: ((pointer: CanvasPointer) => void) | null = null;
  hoverListener: ((pointer: HoveringPointer) => void) | null = null;

  readonly viewport: ViewportPort = {
    get: (): Viewport => ({ zoom: 1, ...this.pan, angle: this.turned }),
    subscribe: () => () => {},
    zoomIn: () => {},
    zoomOut: () => {},
    fit: () => {},
    actualSize: () => {},
    sight: () => ({ x: 0, y: 0, width: 400, height: 300 }),
    extent: () => ({ width: 400, height: 300 }),
    middle: () => ({ x: 200, y: 150 }),
    turnTo: (angle) => {
      this.turned = angle;
    },
    turnBy: (degrees) => {
      this.turned += degrees;
    },
    centreOn: () => {},
    zoomTo: () => {},
    limits: { least: 0.02, most: 64 },
    zoomAt: () => {},
    hold: () => {},
    panBy: (dx, dy) => {
      this.pan = { x: this.pan.x + dx, y: this.pan.y + dy };
    },
  };

  snapping: Snapping = noSnapping;

  /** The text that is being typed. */
  edited: { readonly layer: TextLayer; readonly ended: (typed: TypedText) => void } | null = null;
  /** What the artist has typed, once the tool ends it. */
  typed = '';

  editText(layer: TextLayer, ended: (typed: TypedText) => void): TextEditing {
    const edited = { layer, ended };
    this.edited = edited;
    const end = () => {
      if (this.edited !== edited) return;
      this.edited = null;
      const { style, x, y, width } = layer;
      ended({ text: this.typed, style, x, y, width, height: 20 });
    };
    return { end };
  }

  onOpenLayer(): () => void {
    return () => undefined;
  }

  colourAt(): null {
    return null;
  }

  setTool(tool: ToolName): void {
    this.tool = tool;
  }

  setBrush(brush: { size: number; erase: boolean }): void {
    this.brush = brush;
  }

  showStroke(stroke: LiveStroke | null): void {
    this.live = stroke;
  }

  showShape(shape: LiveShape | null): void {
    this.shape = shape;
  }

  onHover(listener: (pointer: HoveringPointer) => void): () => void {
    this.hoverListener = listener;
    return () => {
      this.hoverListener = null;
    };
  }

  onPointer(listener: (pointer: CanvasPointer) => void): () => void {
    this.listener = listener;
    return () => {
      this.listener = null;
    };
  }
}

/** What tools paint, kept in plain fields. */
export class RecordingPainter implements Painter {
  readonly strokes: { style: PaintStyle; points: PenPoint[]; end: 'open' | 'kept' | 'cancelled' }[] = [];
  readonly fills: { style: FillStyle; at: Point | null }[] = [];

  begin(style: PaintStyle): PaintStroke {
    const stroke: RecordingPainter['strokes'][number] = { style, points: [], end: 'open' };
    this.strokes.push(stroke);
    return {
      add: (points) => stroke.points.push(...points),
      end: () => {
        stroke.end = 'kept';
      },
      cancel: () => {
        stroke.end = 'cancelled';
      },
    };
  }

  /** The gradients under the hand, as they were laid. */
  readonly gradients: { inks: GradientInk[]; end: 'open' | 'kept' | 'cancelled' }[] = [];

  beginGradient(style: FillStyle): LaidGradient {
    const gradient: RecordingPainter['gradients'][number] = { inks: [], end: 'open' };
    this.gradients.push(gradient);
    return {
      lay: (ink) => gradient.inks.push(ink),
      end: () => {
        gradient.end = 'kept';
        this.fills.push({ style: { ...style, ink: gradient.inks.at(-1) ?? style.ink }, at: null });
      },
      cancel: () => {
        gradient.end = 'cancelled';
      },
    };
  }

  async fill(style: FillStyle): Promise<void> {
    this.fills.push({ style, at: null });
  }

  async fillAlike(at: Point, _likeness: unknown, style: FillStyle): Promise<void> {
    this.fills.push({ style, at });
  }
}

interface Search {
  readonly at: Point;
  readonly options: WandOptions | null;
  readonly signal: AbortSignal;
  readonly find: (picture: MarkedPicture | null) => void;
}

type Keys = Partial<Pick<CanvasPointer, 'button' | 'alt' | 'shift' | 'ctrl'>>;

/** Tools and document without a window: a test reads like a session. The view lies at 0, 0, zoom 1. */
export class TestEditor {
  readonly document = createDocumentStore(emptyDocument(400, 300));
  readonly canvas = new RecordingCanvas();
  readonly painter = new RecordingPainter();
  /** What the tools have said of gestures that marked nothing. */
  nothings = 0;
  /** How often a tool has said that a text would begin beside the page. */
  besides = 0;
  /** Whether a result lies over the page, and how often a tool has said so. */
  covered = false;
  refusals = 0;
  /** The boxes that the crop tool was to fill with a drawing. */
  readonly extended: Frame[] = [];
  /** Searches under way: a test says what they find. */
  readonly searches: Search[] = [];
  readonly toolbox = createToolbox({
    document: this.document,
    canvas: this.canvas,
    newId: countingIds(),
    isCovered: () => this.covered,
    tellCovered: () => {
      this.refusals += 1;
    },
    tellFull: () => undefined,
    cropTo: (box) => {
      this.document.getState().changeInTurn((page) => framePage(page, box));
      return true;
    },
    extendTo: (box) => this.extended.push(box) > 0,
    straighten: (degrees) => this.document.getState().changeInTurn((page) => straightened(page, degrees)),
    tellCut: () => undefined,
    tellBeside: () => {
      this.besides += 1;
    },
    words: () => english,
    tellNothing: () => {
      this.nothings += 1;
    },
    painter: () => this.painter,
    findAlike: (at, options, signal) =>
      new Promise((find) => {
        this.searches.push({ at, options, signal, find });
      }),
    findThing: (at, signal) =>
      new Promise((find) => {
        this.searches.push({ at, options: null, signal, find });
      }),
  });
  #keys: Keys = {};

  get path(): string {
    return this.toolbox.getState().path;
  }

  get region() {
    return this.document.getState().document.region;
  }

  /** The strokes among the steps. */
  get strokes() {
    return this.region.filter((step) => step.kind === 'stroke');
  }

  get brushSize(): number {
    return this.toolbox.getState().brushSize;
  }

  select(tool: ToolName): this {
    this.toolbox.getState().select(tool);
    return this;
  }

  pointerDown(x: number, y: number, keys: Keys = {}): this {
    this.#keys = keys;
    return this.#emit('down', [{ x, y }]);
  }

  pointerMove(x: number, y: number, ...more: Point[]): this {
    return this.#emit('move', [{ x, y }, ...more]);
  }

  /** @param keys what is held now, where that is other than at the press */
  pointerUp(x: number, y: number, keys?: Keys): this {
    if (keys !== undefined) this.#keys = keys;
    return this.#emit('up', [{ x, y }]);
  }

  /** A key goes down or up while the pointer rests. */
  hold(x: number, y: number, keys: Keys): this {
    this.#keys = keys;
    return this.pointerMove(x, y);
  }

  click(x: number, y: number, keys: Keys = {}): this {
    return this.pointerDown(x, y, keys).pointerUp(x, y);
  }

  hover(x: number, y: number): this {
    this.canvas.hoverListener?.({ page: { x, y }, screen: { x, y } });
    return this;
  }

  pointerCancel(): this {
    return this.#emit('cancel', [{ x: 0, y: 0 }]);
  }

  stroke(...points: Point[]): this {
    const first = points[0];
    const last = points[points.length - 1];
    this.pointerDown(first.x, first.y);
    for (const { x, y } of points.slice(1)) this.pointerMove(x, y);
    return this.pointerUp(last.x, last.y);
  }

  undo(): this {
    this.document.getState().undo();
    return this;
  }

  #emit(kind: CanvasPointer['kind'], points: Point[]): this {
    const last = points[points.length - 1];
    this.canvas.listener?.({
      kind,
      page: last,
      points: points.map((point) => ({ pressure: 1, tiltX: 0, tiltY: 0, ...point })),
      screen: last,
      button: 0,
      alt: false,
      shift: false,
      ctrl: false,
      device: 'mouse',
      ...this.#keys,
    });
    return this;
  }
}
