import type { CanvasPointer } from '../../document/canvas-port.ts';
import type { ToolContext, ToolState } from '../tool.ts';
import { Searching } from './searching.ts';

export class Idle implements ToolState {
  readonly name = 'idle';
  readonly busy = false;
  readonly #context: ToolContext;

  constructor(context: ToolContext) {
    this.#context = context;
  }

  pointer(pointer: CanvasPointer): ToolState {
    if (pointer.kind !== 'down' || pointer.button !== 0) return this;
    const { width, height } = this.#context.document.getState().document;
    const { x, y } = { x: Math.floor(pointer.page.x), y: Math.floor(pointer.page.y) };
    if (x >= 0 && y >= 0 && x < width && y < height) return new Searching(this.#context, pointer, this);
    this.#context.tellNothing();
    return this;
  }

  cancel(): ToolState {
    return this;
  }
}
