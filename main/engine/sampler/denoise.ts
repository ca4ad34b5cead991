/**
 * Pictures, MaskGIT style: one loop, from a grid with masked cells to a grid of codes. Pure numbers:
 * the logits come from a function, so the sampler is tested without a model.
 */
import { type CodeLogits, CodeRows } from './code-rows.ts';
import { rowsToRemask } from './confidence.ts';
import type { NoiseSource } from './random.ts';
import { maskedAfterStep } from './schedule.ts';

/** A cell of the token grid whose code is not known. Never a code; the vocabulary's mask id is the model's business. */
export const MASKED = -1;

export interface LogitsRequest {
  readonly step: number;
  /** Row-major grid: codes, and MASKED where the cell is to be filled. Valid during the call only. */
  readonly grid: Int32Array;
  /** The masked cells, ascending: the rows of the logits asked for. */
  readonly maskedCells: Int32Array;
}

export interface DenoiseStep {
  readonly step: number;
  readonly maskedCells: Int32Array;
  /** Code and probability of each masked cell. */
  readonly sampled: Int32Array;
  readonly confidence: Float32Array;
  /** Cells that are masked after the step, ascending. */
  readonly stillMasked: Int32Array;
  /** Every cell: known, or as sampled just now. What a preview shows. */
  readonly picture: Int32Array;
}

export interface DenoiseOptions {
  /** Row-major codes with MASKED cells. Not changed. */
  readonly grid: Int32Array;
  readonly codebookSize: number;
  readonly steps: number;
  /** Where earlier steps are done: how many, and how many cells were masked before the first of them. */
  readonly resumed?: { readonly step: number; readonly maskedAtStart: number };
  readonly samplingTemperature: number;
  readonly noise: NoiseSource;
  /** Guided logits over the codebook at the masked cells. */
  readonly logits: (request: LogitsRequest) => CodeLogits | Promise<CodeLogits>;
  readonly onStep?: (step: DenoiseStep) => void | Promise<void>;
  /** Read before every step. */
  readonly cancelled?: () => boolean;
}

export interface DenoiseResult {
  readonly outcome: 'done' | 'cancelled';
  /** Row-major; complete where the outcome is 'done'. */
  readonly grid: Int32Array<ArrayBuffer>;
  readonly stepsRun: number;
}

function cellsThatAreMasked(grid: Int32Array): Int32Array {
  const cells: number[] = [];
  for (let cell = 0; cell < grid.length; cell++) if (grid[cell] === MASKED) cells.push(cell);
  return Int32Array.from(cells);
}

/** Known cells never change; a sampled cell that does not stay masked is fixed for good. */
export async function denoise(options: DenoiseOptions): Promise<DenoiseResult> {
  const { codebookSize, steps, samplingTemperature, noise } = options;
  const grid = Int32Array.from(options.grid);
  let maskedCells = cellsThatAreMasked(grid);
  const maskedAtStart = options.resumed?.maskedAtStart ?? maskedCells.length;
  const rows = new CodeRows(codebookSize, samplingTemperature);
  let step = options.resumed?.step ?? 0;

  for (; step < steps && maskedCells.length > 0; step++) {
    if (options.cancelled?.()) return { outcome: 'cancelled', grid, stepsRun: step };

    // 1. The model's guided logits.
    rows.update(maskedCells, await options.logits({ step, grid, maskedCells }));

    // 2. A code for every masked cell, and 3. how sure the model is of it.
    const sampled = new Int32Array(maskedCells.length);
    const confidence = new Float32Array(maskedCells.length);
    for (let row = 0; row < maskedCells.length; row++) {
      const { code, probability } = rows.sample(noise, { step, row, position: maskedCells[row] });
      sampled[row] = code;
      confidence[row] = probability;
    }

    // 4. The least sure stay masked.
    const keep = maskedAfterStep(maskedAtStart, step, steps);
    const remask = rowsToRemask(confidence, keep, samplingTemperature, noise, step, maskedCells);

    // 5. All others are fixed for good.
    const picture = grid.slice();
    for (let row = 0; row < maskedCells.length; row++) {
      picture[maskedCells[row]] = sampled[row];
      if (!remask[row]) grid[maskedCells[row]] = sampled[row];
    }
    const stillMasked = maskedCells.filter((_, row) => remask[row]);
    await options.onStep?.({ step, maskedCells, sampled, confidence, stillMasked, picture });
    maskedCells = stillMasked;
  }
  return { outcome: 'done', grid, stepsRun: step };
}
