import type { CanvasPointer, LiveStroke } from '../../document/canvas-port.ts';
import type { Point } from '../../document/point.ts';
import { touchesPage } from '../../document/region-raster.ts';
import type { DocumentState } from '../../document/store.ts';
import { rounded } from '../rounded.ts';
import type { ToolContext, ToolState } from '../tool.ts';

/**
 * The greatest length of `points` in one stroke of the document. A longer gesture becomes several strokes in one undo
 * step.
 */
const LONGEST = 100_000;

/** A point is kept only if it lies at least this many page pixels from the one before. */
const LEAST_MOVE = 0.25;

/** The stroke of one gesture, from press to release. It is drawn live, and kept when it is finished. */
export class StrokeInProgress implements LiveStroke {
  readonly size: number;
  readonly erase: boolean;
  readonly points: number[] = [];
  readonly #context: ToolContext;
  /** The picture on which the stroke began. */
  readonly #document: DocumentState;

  constructor(context: ToolContext, erase: boolean, first: readonly Point[]) {
    this.#context = context;
    this.#document = context.document.getState();
    this.erase = erase;
    this.size = context.brushSize();
    this.extend(first);
  }

  get end(): Point {
    return { x: this.points.at(-2) ?? 0, y: this.points.at(-1) ?? 0 };
  }

  follow(pointer: CanvasPointer): void {
    this.extend(pointer.points);
  }

  extend(points: readonly Point[]): void {
    for (const point of points) {
      const far = Math.hypot(point.x - this.end.x, point.y - this.end.y) >= LEAST_MOVE;
      if (this.points.length === 0 || far) this.points.push(rounded(point.x), rounded(point.y));
    }
    this.#context.canvas.showStroke(this);
  }

  finish(): void {
    const { canvas, newId, tellNothing } = this.#context;
    const state = this.#document;
    canvas.showStroke(null);
    if (!touchesPage({ kind: 'stroke', size: this.size, points: this.points }, state.document)) {
      tellNothing();
      return;
    }
    state.step(() => {
      // Each piece begins where the one before ended, so that the line has no gap.
      for (let at = 0; at === 0 || at + 2 < this.points.length; at += LONGEST - 2) {
        const points = this.points.slice(at, at + LONGEST);
        state.addRegionStep({
          kind: 'stroke',
          id: newId(),
          operation: this.erase ? 'subtract' : 'add',
          size: this.size,
          points,
        });
      }
    });
  }

  discard(): void {
    this.#context.canvas.showStroke(null);
  }
}

/**
 * Makes the idle state to return to.
 * @param end where the finished stroke ended; null after a cancel
 */
export type BackToIdle = (end: Point | null) => ToolState;
