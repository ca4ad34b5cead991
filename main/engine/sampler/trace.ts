/** How a picture came about: of every cell, which step fixed it and how sure the model was. Pure numbers. */
import { type DenoiseStep, MASKED } from './denoise.ts';

export interface DrawTrace {
  /** The step (from 0) that fixed each cell; KNOWN where it was known before the first. */
  readonly fixedAt: Int16Array<ArrayBuffer>;
  /** Probability of each cell's code when it was fixed; 1 where it was known. */
  readonly confidence: Float32Array<ArrayBuffer>;
}

export const KNOWN = -1;

/** Watches a run of `denoise` from the grid that it starts with. */
export class TraceRecorder {
  readonly trace: DrawTrace;

  /** @param earlier what the cells that are not masked came from, where a drawing goes on */
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
 * The grid as it was before step `step` (from 0): cells that this step or a later one fixed are
 * MASKED. Beyond the last step it is the finished grid.
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
