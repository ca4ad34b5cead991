import type { CanvasPointer } from '../../document/canvas-port.ts';
import type { ToolContext, ToolState } from '../tool.ts';

/** A sideways drag with Alt and the secondary button changes the size of the brush. */
export class Resizing implements ToolState {
  readonly name = 'resizing';
  readonly busy = true;
  readonly #context: Pick<ToolContext, 'brushSize' | 'setBrushSize'>;
  readonly #from: CanvasPointer;
  readonly #sizeBefore: number;
  readonly #idle: ToolState;

  constructor(context: Pick<ToolContext, 'brushSize' | 'setBrushSize'>, from: CanvasPointer, idle: ToolState) {
    this.#context = context;
    this.#from = from;
    this.#sizeBefore = context.brushSize();
    this.#idle = idle;
  }

  pointer(pointer: CanvasPointer): ToolState {
    if (pointer.kind === 'cancel') return this.cancel();
    // The circle's edge follows the pointer, so the diameter changes by twice the distance.
    const dx = pointer.page.x - this.#from.page.x;
    this.#context.setBrushSize(this.#sizeBefore + 2 * dx);
    return pointer.kind === 'up' ? this.#idle : this;
  }

  cancel(): ToolState {
    this.#context.setBrushSize(this.#sizeBefore);
    return this.#idle;
  }
}
