import type { CanvasPointer } from '../document/canvas-port.ts';
import type { Point } from '../document/point.ts';
import type { DocumentState } from '../document/store.ts';
import type { MarkedPicture } from './find-alike.ts';
import { idleState } from './idle.ts';
import { type GestureMode, mark, modeOf } from './region-gesture.ts';
import type { ToolContext, ToolState } from './tool.ts';

/** Finds what belongs to a place. Null where nothing is found; the reason has been shown then. Never rejects. */
type Find = (at: Point, signal: AbortSignal) => Promise<MarkedPicture | null>;

/** A tool that waits for a press on the page, and marks what is found there. */
export function searchState(context: ToolContext, find: Find): ToolState {
  return idleState((press, idle) => {
    const { width, height } = context.document.getState().document;
    const [x, y] = [Math.floor(press.page.x), Math.floor(press.page.y)];
    if (x >= 0 && y >= 0 && x < width && y < height) return new Searching(context, press, idle, find);
    context.tellNothing();
    return idle;
  });
}

/** Waits for the search. Escape ends it, and a press elsewhere starts another one. */
class Searching implements ToolState {
  readonly name = 'searching';
  readonly busy = false;
  readonly isOpen = true;
  readonly #context: ToolContext;
  /** The picture on which the search began. */
  readonly #document: DocumentState;
  readonly #mode: GestureMode;
  readonly #idle: ToolState;
  readonly #abort = new AbortController();

  constructor(context: ToolContext, from: CanvasPointer, idle: ToolState, find: Find) {
    this.#context = context;
    this.#document = context.document.getState();
    this.#mode = modeOf(from);
    this.#idle = idle;
    void find(from.page, this.#abort.signal).then((picture) => this.#finish(picture));
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
