import type { CanvasPointer } from '../../document/canvas-port.ts';
import { locksOn } from '../../document/locks.ts';
import { findLayer } from '../../document/operations.ts';
import { textAt } from '../../document/text-layers.ts';
import type { ToolContext, ToolState } from '../tool.ts';
import { Editing } from './editing.ts';
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
    const { document } = this.#context.document.getState();
    const text = textAt(document, pointer.page);
    return text === null ? new Placing(this.#context, pointer, this) : Editing.of(this.#context, text, this);
  }

  /** Opens a text, or begins one in the middle of the page where there is no such text. */
  open(layerId: string | null): ToolState {
    const { document } = this.#context.document.getState();
    const layer = layerId === null ? null : findLayer(document, layerId);
    if (layer?.kind === 'text') {
      return locksOn(document.layers, layer.id).all ? this : Editing.of(this.#context, layer, this);
    }
    return Editing.fresh(this.#context, { x: document.width / 2, y: document.height / 2 }, null, this);
  }

  cancel(): ToolState {
    return this;
  }
}
