import type { CanvasPointer } from '../../document/canvas-port.ts';
import type { Point } from '../../document/point.ts';
import type { DocumentState } from '../../document/store.ts';
import { type GestureMode, isNear, mark, modeOf } from '../region-gesture.ts';
import { rounded } from '../rounded.ts';
import type { ToolContext, ToolState } from '../tool.ts';

/** The greatest length of a polygon's `points` (region-steps.ts). */
const MOST_NUMBERS = 200_000;
/** A corner is kept only if it lies at least this many page pixels from the one before. */
const LEAST_MOVE = 0.5;

/** The line follows the pointer and is closed at the release. A click without a modifier key clears the region. */
export class Drawing implements ToolState {
  readonly name = 'drawing';
  readonly busy = true;
  readonly #context: ToolContext;
  readonly #document: DocumentState;
  readonly #from: CanvasPointer;
  readonly #mode: GestureMode;
  readonly #idle: ToolState;
  #points: number[] = [];
  #isClick = true;

  constructor(context: ToolContext, from: CanvasPointer, idle: ToolState) {
    this.#context = context;
    this.#document = context.document.getState();
    this.#from = from;
    this.#mode = modeOf(from);
    this.#idle = idle;
    this.#add(from.page);
  }

  pointer(pointer: CanvasPointer): ToolState {
    switch (pointer.kind) {
      case 'move':
        this.#follow(pointer);
        return this;
      case 'up':
        this.#follow(pointer);
        this.#finish();
        return this.#idle;
      case 'cancel':
        return this.cancel();
      case 'down':
        return this;
    }
  }

  cancel(): ToolState {
    this.#context.canvas.showShape(null);
    return this.#idle;
  }

  #follow(pointer: CanvasPointer): void {
    this.#isClick &&= isNear(pointer.screen, this.#from.screen);
    for (const point of pointer.points) this.#add(point);
    this.#context.canvas.showShape({ kind: 'polygon', points: this.#points });
  }

  #add({ x, y }: Point): void {
    const [lastX = Infinity, lastY = Infinity] = this.#points.slice(-2);
    if (Math.hypot(x - lastX, y - lastY) < LEAST_MOVE) return;
    // When the polygon is full, every other corner is dropped, and the line goes on.
    if (this.#points.length >= MOST_NUMBERS) this.#points = this.#points.filter((_, at) => at % 4 < 2);
    this.#points.push(rounded(x), rounded(y));
  }

  #finish(): void {
    this.#context.canvas.showShape(null);
    if (this.#isClick) {
      if (this.#mode === 'replace') this.#document.clearRegion();
    } else if (this.#points.length < 6) this.#context.tellNothing();
    else mark(this.#context, this.#document, { kind: 'polygon', points: this.#points }, this.#mode);
  }
}
