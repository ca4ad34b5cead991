import type { CanvasPointer } from '../../document/canvas-port.ts';
import { isNear } from '../region-gesture.ts';
import type { ToolContext, ToolState } from '../tool.ts';
import { Editing } from './editing.ts';

/** The button is held. A drag makes the box in which the text breaks its lines. */
export class Placing implements ToolState {
  readonly name = 'placing';
  readonly busy = true;
  readonly #context: ToolContext;
  readonly #from: CanvasPointer;
  readonly #idle: ToolState;

  constructor(context: ToolContext, from: CanvasPointer, idle: ToolState) {
    this.#context = context;
    this.#from = from;
    this.#idle = idle;
  }

  pointer(pointer: CanvasPointer): ToolState {
    if (pointer.kind === 'cancel') return this.cancel();
    const { canvas } = this.#context;
    const [from, to] = [this.#from.page, pointer.page];
    const corner = { x: Math.round(Math.min(from.x, to.x)), y: Math.round(Math.min(from.y, to.y)) };
    const [width, height] = [Math.round(Math.abs(to.x - from.x)), Math.round(Math.abs(to.y - from.y))];
    if (pointer.kind === 'move') canvas.showShape({ kind: 'rectangle', ...corner, width, height });
    if (pointer.kind !== 'up') return this;
    canvas.showShape(null);
    const isClick = isNear(this.#from.screen, pointer.screen) || width === 0;
    return isClick
      ? Editing.fresh(this.#context, from, null, this.#idle)
      : Editing.fresh(this.#context, corner, width, this.#idle);
  }

  cancel(): ToolState {
    this.#context.canvas.showShape(null);
    return this.#idle;
  }
}
