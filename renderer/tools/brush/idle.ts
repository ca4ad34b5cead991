import type { CanvasPointer } from '../../document/canvas-port.ts';
import type { Point } from '../../document/point.ts';
import type { ToolContext, ToolState } from '../tool.ts';
import { Pointing } from './pointing.ts';
import { Resizing } from './resizing.ts';
import { StrokeInProgress } from './stroke.ts';

/** Waits for a press. It remembers where the last stroke ended, for straight lines with Shift. */
export class Idle implements ToolState {
  readonly name = 'idle';
  readonly busy = false;
  readonly #context: ToolContext;
  readonly #erase: boolean;
  readonly #lastEnd: Point | null;

  constructor(context: ToolContext, erase: boolean, lastEnd: Point | null = null) {
    this.#context = context;
    this.#erase = erase;
    this.#lastEnd = lastEnd;
  }

  pointer(pointer: CanvasPointer): ToolState {
    if (pointer.kind !== 'down') return this;
    if (pointer.button === 2 && pointer.alt) return new Resizing(this.#context, pointer, this);
    if (pointer.button !== 0) return this;
    const from = pointer.shift && this.#lastEnd !== null ? [this.#lastEnd] : [];
    const stroke = new StrokeInProgress(this.#context, this.#erase, [...from, pointer.page]);
    return new Pointing(stroke, (end) => new Idle(this.#context, this.#erase, end ?? this.#lastEnd));
  }

  cancel(): ToolState {
    return this;
  }
}
