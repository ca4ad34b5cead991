import type { Frame } from '../../../preload/contract/pictures.ts';
import type { CanvasPointer } from '../../document/canvas-port.ts';
import type { Point } from '../../document/point.ts';
import { isNear } from '../region-gesture.ts';
import { snappedCorner } from '../snapped-corner.ts';
import type { ToolContext, ToolState } from '../tool.ts';
import { aspectOf } from './aspect.ts';
import { boxBetween, boxInside, draggedBox, edgesUnder, type Grip, type Hold } from './crop-box.ts';

/** Gives the state in which a box lies on the page. */
type Frames = (box: Frame) => ToolState;

/** Drags a new box, a grip of the box, or the whole box. */
export class Dragging implements ToolState {
  readonly name = 'dragging';
  readonly busy = true;
  readonly #context: ToolContext;
  readonly #from: CanvasPointer;
  /** The corner of a new box that stays. */
  readonly #start: Point;
  readonly #hold: Hold;
  /** The box at the press; null where there was none. */
  readonly #before: Frame | null;
  readonly #idle: ToolState;
  readonly #framed: Frames;
  #box: Frame | null;

  private constructor(
    context: ToolContext,
    from: CanvasPointer,
    held: { readonly hold: Hold; readonly box: Frame | null },
    next: { readonly idle: ToolState; readonly framed: Frames },
  ) {
    this.#context = context;
    this.#from = from;
    this.#start = held.hold === 'outside' ? snappedCorner(context, from, false) : from.page;
    this.#hold = held.hold;
    this.#before = held.box;
    this.#box = held.box;
    this.#idle = next.idle;
    this.#framed = next.framed;
  }

  static newBox(context: ToolContext, from: CanvasPointer, idle: ToolState, framed: Frames): Dragging {
    return new Dragging(context, from, { hold: 'outside', box: null }, { idle, framed });
  }

  static of(
    context: ToolContext,
    from: CanvasPointer,
    held: { readonly hold: Hold; readonly box: Frame },
    next: { readonly idle: ToolState; readonly framed: Frames },
  ): Dragging {
    return new Dragging(context, from, held, next);
  }

  pointer(pointer: CanvasPointer): ToolState {
    if (pointer.kind === 'cancel') return this.cancel();
    if (pointer.kind === 'down') return this; // a second button changes nothing
    this.#drag(pointer);
    if (pointer.kind === 'move') return this;
    this.#context.canvas.snapping.end();
    return this.#framed(this.#box ?? this.#wholePage());
  }

  cancel(): ToolState {
    this.#context.canvas.snapping.end();
    if (this.#before !== null) return this.#framed(this.#before);
    this.#context.canvas.showShape(null);
    return this.#idle;
  }

  #drag(pointer: CanvasPointer): void {
    // A click lays the box around the page, or leaves it as it is.
    if (this.#box === this.#before && isNear(pointer.screen, this.#from.screen)) return;
    const aspect = aspectOf(this.#context.options().cropAspect, this.#context.document.getState().document);
    this.#box =
      this.#hold === 'outside' || this.#before === null
        ? boxBetween(this.#start, snappedCorner(this.#context, pointer, aspect !== null), aspect)
        : draggedBox(this.#before, this.#hold, this.#moved(this.#before, this.#hold, pointer, aspect), aspect);
    this.#context.canvas.showShape({ kind: 'crop', ...this.#box });
  }

  /** How far a grip or the box is dragged. Its edges snap, unless the box keeps its aspect while a grip is dragged. */
  #moved(before: Frame, hold: Grip | 'inside', pointer: CanvasPointer, aspect: number | null): Point {
    const { snapping } = this.#context.canvas;
    const by = { x: pointer.page.x - this.#from.page.x, y: pointer.page.y - this.#from.page.y };
    const free = draggedBox(before, hold, by, aspect);
    if (hold !== 'inside' && aspect !== null) {
      snapping.end();
      return by;
    }
    const snapped =
      hold === 'inside' ? snapping.box(free, pointer.ctrl) : snapping.edges(edgesUnder(free, hold), free, pointer.ctrl);
    return { x: Math.round(by.x) + snapped.x, y: Math.round(by.y) + snapped.y };
  }

  #wholePage(): Frame {
    const { document } = this.#context.document.getState();
    const { width, height } = document;
    return boxInside({ x: 0, y: 0, width, height }, aspectOf(this.#context.options().cropAspect, document));
  }
}
