import type { CanvasPointer } from '../../document/canvas-port.ts';
import { levellingDegrees } from '../../document/straighten.ts';
import { isNear } from '../region-gesture.ts';
import type { ToolContext, ToolState } from '../tool.ts';

/** A line is drawn along a horizon. The picture is turned when it ends, in one undo step. */
export class Levelling implements ToolState {
  readonly name = 'levelling';
  readonly busy = true;
  readonly #context: ToolContext;
  readonly #from: CanvasPointer;
  readonly #idle: ToolState;

  constructor(context: ToolContext, from: CanvasPointer, idle: ToolState) {
    this.#context = context;
    this.#from = from;
    this.#idle = idle;
  }

  pointer(pointer: CanvasPointer): ToolState {
    if (pointer.kind === 'cancel') return this.cancel();
    if (pointer.kind === 'down') return this; // a second button changes nothing
    const [from, to] = [this.#from.page, pointer.page];
    if (pointer.kind === 'move') {
      this.#context.canvas.showShape({ kind: 'polygon', points: [from.x, from.y, to.x, to.y] });
      return this;
    }
    // A click draws no line, so the next press draws it.
    if (!isNear(pointer.screen, this.#from.screen)) {
      this.#context.setOptions({ straightens: false });
      this.#context.straighten(levellingDegrees(from, to));
    }
    return this.cancel();
  }

  cancel(): ToolState {
    this.#context.canvas.showShape(null);
    return this.#idle;
  }
}
