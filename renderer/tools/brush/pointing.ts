import type { CanvasPointer } from '../../document/canvas-port.ts';
import type { ToolState } from '../tool.ts';
import { Brushing } from './brushing.ts';
import type { BackToIdle, StrokeInProgress } from './stroke.ts';

/** The button is down and the pointer has not moved. A release in this state leaves a dot. */
export class Pointing implements ToolState {
  readonly name = 'pointing';
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
        return new Brushing(this.#stroke, this.#back).pointer(pointer);
      case 'up':
        this.#stroke.finish();
        return this.#back(this.#stroke.end);
      case 'cancel':
        return this.cancel();
      case 'down':
        return this; // a second button changes nothing
    }
  }

  cancel(): ToolState {
    this.#stroke.discard();
    return this.#back(null);
  }
}
