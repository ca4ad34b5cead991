import type { CanvasPointer } from '../../document/canvas-port.ts';
import type { ToolContext, ToolState } from '../tool.ts';
import { Dragging } from './dragging.ts';

export class Idle implements ToolState {
  readonly name = 'idle';
  readonly busy = false;
  readonly #context: ToolContext;

  constructor(context: ToolContext) {
    this.#context = context;
  }

  pointer(pointer: CanvasPointer): ToolState {
    const presses = pointer.kind === 'down' && pointer.button === 0;
    return presses ? new Dragging(this.#context, pointer, this) : this;
  }

  cancel(): ToolState {
    return this;
  }
}
