import type { CanvasPointer } from '../../document/canvas-port.ts';
import type { Point } from '../../document/point.ts';
import type { DocumentState } from '../../document/store.ts';
import { type GestureMode, HeldSincePress, isNear, mark, modeOf } from '../region-gesture.ts';
import { snappedCorner } from '../snapped-corner.ts';
import type { ToolContext, ToolState } from '../tool.ts';

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Drags a box from one corner to the pointer, in whole page pixels. A click without a modifier key clears the region.
 */
export class Dragging implements ToolState {
  readonly name = 'dragging';
  readonly busy = true;
  readonly #context: ToolContext;
  /** The picture on which the gesture began. */
  readonly #document: DocumentState;
  readonly #from: CanvasPointer;
  /** The corner of the box that stays. */
  readonly #start: Point;
  readonly #mode: GestureMode;
  readonly #held: HeldSincePress;
  readonly #kind: 'rectangle' | 'ellipse';
  readonly #idle: ToolState;
  #box: Box | null = null;

  constructor(context: ToolContext, from: CanvasPointer, idle: ToolState) {
    this.#context = context;
    this.#document = context.document.getState();
    this.#from = from;
    this.#start = snappedCorner(context, from, false);
    this.#mode = modeOf(from);
    this.#held = new HeldSincePress(from);
    this.#kind = context.options().marquee;
    this.#idle = idle;
  }

  pointer(pointer: CanvasPointer): ToolState {
    switch (pointer.kind) {
      case 'move':
        this.#drag(pointer);
        return this;
      case 'up':
        this.#drag(pointer);
        this.#finish();
        return this.#idle;
      case 'cancel':
        return this.cancel();
      case 'down':
        return this; // a second button changes nothing
    }
  }

  cancel(): ToolState {
    this.#context.canvas.snapping.end();
    this.#context.canvas.showShape(null);
    return this.#idle;
  }

  #drag(pointer: CanvasPointer): void {
    const keys = this.#held.follow(pointer);
    if (this.#box === null && isNear(pointer.screen, this.#from.screen)) return;
    this.#box = boxBetween(this.#start, snappedCorner(this.#context, pointer, keys.even), keys);
    this.#context.canvas.showShape(
      this.#box.width > 0 && this.#box.height > 0 ? { kind: this.#kind, ...this.#box } : null,
    );
  }

  #finish(): void {
    this.#context.canvas.snapping.end();
    this.#context.canvas.showShape(null);
    if (this.#box === null) {
      if (this.#mode === 'replace') this.#document.clearRegion();
      return;
    }
    if (this.#box.width === 0 || this.#box.height === 0) this.#context.tellNothing();
    else mark(this.#context, this.#document, { kind: this.#kind, ...this.#box }, this.#mode);
  }
}

interface Keys {
  readonly even: boolean;
  readonly centred: boolean;
}

/** The box has its sides on whole pixels. */
export function boxBetween(from: Point, to: Point, { even, centred }: Keys): Box {
  const start = { x: Math.round(from.x), y: Math.round(from.y) };
  let across = Math.round(to.x) - start.x;
  let down = Math.round(to.y) - start.y;
  if (even) {
    const longer = Math.max(Math.abs(across), Math.abs(down));
    across = across < 0 ? -longer : longer;
    down = down < 0 ? -longer : longer;
  }
  const [width, height] = [Math.abs(across), Math.abs(down)];
  if (centred) return { x: start.x - width, y: start.y - height, width: 2 * width, height: 2 * height };
  return { x: Math.min(start.x, start.x + across), y: Math.min(start.y, start.y + down), width, height };
}
