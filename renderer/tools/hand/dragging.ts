import type { CanvasPointer } from '../../document/canvas-port.ts';
import type { Point } from '../../document/point.ts';
import type { ToolContext, ToolState } from '../tool.ts';

/** The page follows the pointer. The distance is measured on the screen, since page coordinates move with the view. */
export class Dragging implements ToolState {
  readonly name = 'dragging';
  readonly busy = true;
  readonly #context: ToolContext;
  readonly #idle: ToolState;
  readonly #start: Point;
  #last: Point;

  constructor(context: ToolContext, start: Point, idle: ToolState) {
    this.#context = context;
    this.#start = start;
    this.#last = start;
    this.#idle = idle;
  }

  pointer(pointer: CanvasPointer): ToolState {
    if (pointer.kind === 'cancel') return this.cancel();
    this.#panTo(pointer.screen);
    return pointer.kind === 'up' ? this.#idle : this;
  }

  cancel(): ToolState {
    this.#panTo(this.#start);
    return this.#idle;
  }

  #panTo(screen: Point): void {
    this.#context.canvas.viewport.panBy(screen.x - this.#last.x, screen.y - this.#last.y);
    this.#last = screen;
  }
}
