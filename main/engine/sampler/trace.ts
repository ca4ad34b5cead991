/** How a picture came about: the step that fixed each cell, and the model's confidence in it. */
import { type DenoiseStep, MASKED } from './denoise.ts';

/** Steps and confidences of a drawing, row-major over its grid. */
export interface DrawTrace {
  /** The step (from 0) that fixed each cell; KNOWN where the cell was known before the first step. */
  readonly fixedAt: Int16Array<ArrayBuffer>;
  /** Probability of each cell's code when it was fixed; 1 where it was known. */
  readonly confidence: Float32Array<ArrayBuffer>;
}

/** Stands for the step of a cell that was known before the first step. */
export const KNOWN = -1;

/** Records the trace of a run of `denoise`. */
export class TraceRecorder {
  readonly trace: DrawTrace;

  /**
   * @param start grid before the first step
   * @param earlier trace of the cells that are not masked, where a drawing continues
   */
  constructor(start: Int32Array, earlier?: { readonly fixedAt: Int16Array; readonly confidence: Float32Array }) {
    this.trace = {
      fixedAt: Int16Array.from(start, (_, cell) => earlier?.fixedAt[cell] ?? KNOWN),
      confidence: Float32Array.from(start, (_, cell) => earlier?.confidence[cell] ?? 1),
    };
  }

  observe({ step, maskedCells, confidence, stillMasked }: DenoiseStep): void {
    let next = 0;
    for (let row = 0; row < maskedCells.length; row++) {
      const cell = maskedCells[row];
      // Both lists ascend.
      if (stillMasked[next] === cell) {
        next += 1;
        continue;
      }
      this.trace.fixedAt[cell] = step;
      this.trace.confidence[cell] = confidence[row];
    }
  }
}

/**
 * The grid before step `step` (from 0). Cells that this step or a later one fixed are MASKED. Beyond the
 * last step it is the finished grid.
 */
export function gridBefore(step: number, codes: Int32Array, fixedAt: Int16Array): Int32Array<ArrayBuffer> {
  return Int32Array.from(codes, (code, cell) => (fixedAt[cell] < step ? code : MASKED));
}

/** How many cells were masked before the first step. */
export function drawnCells(fixedAt: Int16Array): number {
  let drawn = 0;
  for (const step of fixedAt) if (step !== KNOWN) drawn += 1;
  return drawn;
}
