import type { CanvasPointer } from '../../document/canvas-port.ts';
import type { ToolState } from '../tool.ts';
import type { BackToIdle, StrokeInProgress } from './stroke.ts';

/** Paints. Every place of the pointer is added to the stroke until the release. */
export class Brushing implements ToolState {
  readonly name = 'brushing';
  readonly busy = true;
  readonly #stroke: StrokeInProgress;
  readonly #back: BackToIdle;

  constructor(stroke: StrokeInProgress, back: BackToIdle) {
    this.#stroke = stroke;
    this.#back = back;
  }

  pointer(pointer: CanvasPointer): ToolState {
    switch (pointer.kind) {
      case 'move':
        this.#stroke.follow(pointer);
        return this;
      case 'up':
        this.#stroke.follow(pointer);
        this.#stroke.finish();
        return this.#back(this.#stroke.end);
      case 'cancel':
        return this.cancel();
      case 'down':
        return this;
    }
  }

  cancel(): ToolState {
    this.#stroke.discard();
    return this.#back(null);
  }
}
