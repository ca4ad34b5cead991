import type { Frame } from '../../../preload/contract/pictures.ts';
import type { CanvasPointer } from '../../document/canvas-port.ts';
import { isPageSize, sidesBeyond } from '../../document/frame-page.ts';
import type { ToolContext, ToolState } from '../tool.ts';
import { holdAt } from './crop-box.ts';
import { Dragging } from './dragging.ts';
import { levelling } from './levelling.ts';

/** How near to a grip a press takes hold of it, in CSS pixels. */
const REACH = 10;

/** A box lies on the page. Enter makes it the page, and Escape removes it. */
export class Framing implements ToolState {
  readonly name = 'framing';
  readonly busy = false;
  readonly isOpen = true;
  readonly #context: ToolContext;
  readonly #box: Frame;
  readonly #idle: ToolState;

  constructor(context: ToolContext, box: Frame, idle: ToolState) {
    this.#context = context;
    this.#box = box;
    this.#idle = idle;
    context.canvas.showShape({ kind: 'crop', ...box });
  }

  pointer(pointer: CanvasPointer): ToolState {
    if (pointer.kind !== 'down' || pointer.button !== 0) return this;
    if (this.#context.options().straightens) return levelling(this.#context, pointer, this.cancel());
    const hold = holdAt(this.#box, pointer.page, REACH / this.#context.canvas.viewport.get().zoom);
    const framed = (box: Frame) => new Framing(this.#context, box, this.#idle);
    return Dragging.of(this.#context, pointer, { hold, box: this.#box }, { idle: this.#idle, framed });
  }

  finish(): ToolState {
    if (!isPageSize(this.#box)) {
      this.#context.tellNothing();
      return this;
    }
    const { document } = this.#context.document.getState();
    const isLarger = Object.values(sidesBeyond(this.#box, document)).some((side) => side > 0);
    const { cropTo, extendTo, options } = this.#context;
    const isTaken = isLarger && options().cropDraws ? extendTo(this.#box) : cropTo(this.#box);
    return isTaken ? this.cancel() : this;
  }

  cancel(): ToolState {
    this.#context.canvas.showShape(null);
    return this.#idle;
  }
}
