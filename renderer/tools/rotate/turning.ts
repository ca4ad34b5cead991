import type { CanvasPointer } from '../../document/canvas-port.ts';
import type { Point } from '../../document/point.ts';
import type { Viewport } from '../../document/viewport-port.ts';
import type { ToolContext, ToolState } from '../tool.ts';

/** The steps to which Shift keeps the angle, in degrees. */
const STEP = 15;

/** The view turns with the pointer about its middle. */
export class Turning implements ToolState {
  readonly name = 'turning';
  readonly busy = true;
  readonly #context: ToolContext;
  readonly #idle: ToolState;
  readonly #before: Viewport;
  /** The direction of the press from the middle of the view, in degrees. */
  readonly #from: number;

  constructor(context: ToolContext, start: Point, idle: ToolState) {
    this.#context = context;
    this.#idle = idle;
    this.#before = context.canvas.viewport.get();
    this.#from = this.#directionOf(start);
  }

  pointer(pointer: CanvasPointer): ToolState {
    if (pointer.kind === 'cancel') return this.cancel();
    const angle = this.#before.angle + this.#directionOf(pointer.screen) - this.#from;
    this.#context.canvas.viewport.turnTo(pointer.shift ? Math.round(angle / STEP) * STEP : angle);
    return pointer.kind === 'up' ? this.#idle : this;
  }

  cancel(): ToolState {
    this.#context.canvas.viewport.turnTo(this.#before.angle);
    return this.#idle;
  }

  #directionOf({ x, y }: Point): number {
    const middle = this.#context.canvas.viewport.middle();
    return (Math.atan2(y - middle.y, x - middle.x) * 180) / Math.PI;
  }
}
