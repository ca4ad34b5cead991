import type { CanvasPointer } from '../document/canvas-port.ts';
import type { Point } from '../document/point.ts';
import { isNear } from './region-gesture.ts';
import type { ToolContext, ToolState } from './tool.ts';

export interface LineDragParts {
  readonly idle: ToolState;
  /** Where the line ends, in page pixels; the pointer's own place unless it is bound to something. */
  readonly endOf?: (from: CanvasPointer, pointer: CanvasPointer) => Point;
  /** Called while the line is drawn. */
  readonly moved?: (from: Point, to: Point) => void;
  /** Called when the line ends. */
  readonly drawn: (from: Point, to: Point) => void;
  /** Called where the press was a click and drew no line. */
  readonly clicked?: () => void;
  /** Called where nothing comes of the line, after `clicked` too. */
  readonly dropped?: () => void;
}

/** A line is drawn from the press to the release, and shown on the way. Afterwards the tool is idle. */
export class LineDrag implements ToolState {
  readonly name = 'dragging';
  readonly busy = true;
  readonly #context: ToolContext;
  readonly #from: CanvasPointer;
  readonly #parts: LineDragParts;

  constructor(context: ToolContext, from: CanvasPointer, parts: LineDragParts) {
    this.#context = context;
    this.#from = from;
    this.#parts = parts;
  }

  pointer(pointer: CanvasPointer): ToolState {
    const { idle, endOf, moved, drawn, clicked, dropped } = this.#parts;
    if (pointer.kind === 'cancel') return this.cancel();
    if (pointer.kind === 'down') return this; // a second button changes nothing
    const from = this.#from.page;
    const to = endOf?.(this.#from, pointer) ?? pointer.page;
    if (pointer.kind === 'move') {
      this.#context.canvas.showShape({ kind: 'polygon', points: [from.x, from.y, to.x, to.y] });
      if (!isNear(pointer.screen, this.#from.screen)) moved?.(from, to);
      return this;
    }
    this.#context.canvas.showShape(null);
    if (isNear(pointer.screen, this.#from.screen)) {
      clicked?.();
      dropped?.();
    } else drawn(from, to);
    return idle;
  }

  cancel(): ToolState {
    this.#context.canvas.showShape(null);
    this.#parts.dropped?.();
    return this.#parts.idle;
  }
}
