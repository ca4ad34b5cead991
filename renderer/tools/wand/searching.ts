import type { CanvasPointer } from '../../document/canvas-port.ts';
import type { DocumentState } from '../../document/store.ts';
import type { MarkedPicture } from '../find-alike.ts';
import { type GestureMode, mark, modeOf } from '../region-gesture.ts';
import type { ToolContext, ToolState } from '../tool.ts';

/** Waits for the search for similar pixels. Escape ends it, and a press elsewhere starts another one. */
export class Searching implements ToolState {
  readonly name = 'searching';
  readonly busy = false;
  readonly isOpen = true;
  readonly #context: ToolContext;
  /** The picture on which the search began. */
  readonly #document: DocumentState;
  readonly #mode: GestureMode;
  readonly #idle: ToolState;
  readonly #abort = new AbortController();

  constructor(context: ToolContext, from: CanvasPointer, idle: ToolState) {
    this.#context = context;
    this.#document = context.document.getState();
    this.#mode = modeOf(from);
    this.#idle = idle;
    const found = context.findAlike(from.page, context.options().wand, this.#abort.signal);
    void found.then((picture) => this.#finish(picture));
  }

  pointer(pointer: CanvasPointer): ToolState {
    return pointer.kind === 'down' && pointer.button === 0 ? this.cancel().pointer(pointer) : this;
  }

  /** A search cannot finish early, so Enter cancels it. */
  finish(): ToolState {
    return this.cancel();
  }

  cancel(): ToolState {
    this.#abort.abort();
    return this.#idle;
  }

  /** @param picture null where nothing was found; the reason has been shown then */
  #finish(picture: MarkedPicture | null): void {
    if (this.#abort.signal.aborted) return;
    if (picture !== null) mark(this.#context, this.#document, { kind: 'picture', ...picture }, this.#mode);
    this.#context.settle(this, this.#idle);
  }
}
