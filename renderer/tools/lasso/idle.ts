import type { CanvasPointer } from '../../document/canvas-port.ts';
import type { ToolContext, ToolState } from '../tool.ts';
import { Drawing } from './drawing.ts';
import { Placing } from './placing.ts';

export class Idle implements ToolState {
  readonly name = 'idle';
  readonly busy = false;
  readonly #context: ToolContext;

  constructor(context: ToolContext) {
    this.#context = context;
  }

  pointer(pointer: CanvasPointer): ToolState {
    if (pointer.kind !== 'down' || pointer.button !== 0) return this;
    const isFree = this.#context.options().lasso === 'free';
    return isFree ? new Drawing(this.#context, pointer, this) : Placing.begin(this.#context, pointer, this);
  }

  cancel(): ToolState {
    return this;
  }
}
