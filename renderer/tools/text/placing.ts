import type { CanvasPointer } from '../../document/canvas-port.ts';
import type { Point } from '../../document/point.ts';
import { isNear } from '../region-gesture.ts';
import { snappedCorner } from '../snapped-corner.ts';
import type { ToolContext, ToolState } from '../tool.ts';
import { Editing } from './editing.ts';

/** The button is held. A drag makes the box in which the text breaks its lines. */
export class Placing implements ToolState {
  readonly name = 'placing';
  readonly busy = true;
  readonly #context: ToolContext;
  readonly #from: CanvasPointer;
  /** The corner of the box that stays. */
  readonly #start: Point;
  readonly #idle: ToolState;

  constructor(context: ToolContext, from: CanvasPointer, idle: ToolState) {
    this.#context = context;
    this.#from = from;
    this.#start = snappedCorner(context, from, false);
    this.#idle = idle;
  }

  pointer(pointer: CanvasPointer): ToolState {
    if (pointer.kind === 'cancel') return this.cancel();
    const { canvas } = this.#context;
    const [from, to] = [this.#start, snappedCorner(this.#context, pointer, false)];
    const corner = { x: Math.round(Math.min(from.x, to.x)), y: Math.round(Math.min(from.y, to.y)) };
    const [width, height] = [Math.round(Math.abs(to.x - from.x)), Math.round(Math.abs(to.y - from.y))];
    if (pointer.kind === 'move') canvas.showShape({ kind: 'rectangle', ...corner, width, height });
    if (pointer.kind !== 'up') return this;
    canvas.snapping.end();
    canvas.showShape(null);
    const isClick = isNear(this.#from.screen, pointer.screen) || width === 0;
    return isClick
      ? Editing.fresh(this.#context, this.#from.page, null, this.#idle)
      : Editing.fresh(this.#context, corner, width, this.#idle);
  }

  cancel(): ToolState {
    this.#context.canvas.snapping.end();
    this.#context.canvas.showShape(null);
    return this.#idle;
  }
}
