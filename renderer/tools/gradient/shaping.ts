import type { FillLayer } from '../../../preload/contract/document.ts';
import { type GradientLayer, refilled } from '../../document/adjustment-layers.ts';
import type { CanvasPointer } from '../../document/canvas-port.ts';
import { inEvenDirection } from '../../document/even-direction.ts';
import type { Point } from '../../document/point.ts';
import { isNear } from '../region-gesture.ts';
import { snappedCorner } from '../snapped-corner.ts';
import type { ToolContext, ToolState } from '../tool.ts';

/** A drag lays the chosen gradient anew along its line, and the page shows it all the way. All of it is one undo step. */
export class Shaping implements ToolState {
  readonly name = 'shaping';
  readonly busy = true;
  readonly #context: ToolContext;
  readonly #press: CanvasPointer;
  readonly #from: Point;
  readonly #layer: GradientLayer;
  readonly #idle: ToolState;

  constructor(context: ToolContext, press: CanvasPointer, layer: GradientLayer, idle: ToolState) {
    this.#context = context;
    this.#press = press;
    this.#from = snappedCorner(context, press, false);
    this.#layer = layer;
    this.#idle = idle;
    context.document.getState().beginGesture();
  }

  pointer(pointer: CanvasPointer): ToolState {
    if (pointer.kind === 'cancel') return this.cancel();
    if (pointer.kind === 'down') return this; // a second button changes nothing
    if (isNear(pointer.screen, this.#press.screen)) {
      if (pointer.kind === 'move') return this;
      this.#context.tellNothing();
      return this.cancel();
    }
    const place = snappedCorner(this.#context, pointer, pointer.shift);
    this.#lay(pointer.shift ? inEvenDirection(this.#from, place) : place);
    return pointer.kind === 'up' ? this.leave() : this;
  }

  cancel(): ToolState {
    this.#context.canvas.snapping.end();
    this.#context.document.getState().cancelGesture();
    return this.#idle;
  }

  leave(): ToolState {
    this.#context.canvas.snapping.end();
    this.#context.document.getState().endGesture();
    return this.#idle;
  }

  #lay(to: Point): void {
    const { id, fill } = this.#layer;
    const laid: FillLayer['fill'] = { ...fill, from: this.#from, to };
    this.#context.document.getState().change((page) => refilled(page, id, laid));
  }
}
