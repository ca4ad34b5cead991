/**
 * Sampling of pictures in the manner of MaskGIT: one loop from a grid with masked cells to a grid of codes. Its logits
 * come from a function, so tests need no model.
 */
import { type CodeLogits, CodeRows } from './code-rows.ts';
import { rowsToRemask } from './confidence.ts';
import type { NoiseSource } from './random.ts';
import { maskedAfterStep } from './schedule.ts';

/** Marks a cell without a code in a token grid. The vocabulary's mask id is another number and known to the layout. */
export const MASKED = -1;

/** The logits that a step needs. */
export interface LogitsRequest {
  readonly step: number;
  /** Row-major codes, MASKED where a cell is still to be drawn. Valid during the call only. */
  readonly grid: Int32Array;
  /** Masked cells, ascending. The logits have one row for each. */
  readonly maskedCells: Int32Array;
}

/** What one step did. */
export interface DenoiseStep {
  readonly step: number;
  readonly maskedCells: Int32Array;
  /** Code and probability of each masked cell. */
  readonly sampled: Int32Array;
  readonly confidence: Float32Array;
  /** Cells that remain masked after the step, ascending. */
  readonly stillMasked: Int32Array;
  /** The code of every cell, known or just sampled. Previews show it. */
  readonly picture: Int32Array;
}

/** Settings of a run, and where its logits come from. */
export interface DenoiseOptions {
  /** Row-major codes with MASKED cells. Not changed. */
  readonly grid: Int32Array;
  readonly codebookSize: number;
  readonly steps: number;
  /** Set where a run continues: how many steps are done, and how many cells were masked before the first. */
  readonly resumed?: { readonly step: number; readonly maskedAtStart: number };
  readonly samplingTemperature: number;
  readonly noise: NoiseSource;
  /** Guided logits over the codebook at the masked cells. */
  readonly logits: (request: LogitsRequest) => CodeLogits | Promise<CodeLogits>;
  readonly onStep?: (step: DenoiseStep) => void | Promise<void>;
  /** Read before every step. */
  readonly cancelled?: () => boolean;
}

/** How a run ended, and its grid. */
export interface DenoiseResult {
  readonly outcome: 'done' | 'cancelled';
  /** Row-major codes; without masked cells where the outcome is 'done'. */
  readonly grid: Int32Array<ArrayBuffer>;
  readonly stepsRun: number;
}

function cellsThatAreMasked(grid: Int32Array): Int32Array {
  const cells: number[] = [];
  for (let cell = 0; cell < grid.length; cell++) if (grid[cell] === MASKED) cells.push(cell);
  return Int32Array.from(cells);
}

/**
 * Fills the masked cells of a grid in `steps` steps (Lumina-DiMOO, arXiv 2510.06308). Known cells never change. A
 * sampled cell that does not stay masked is fixed for good.
 */
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

    // 4. The least confident cells stay masked.
    const keep = maskedAfterStep(maskedAtStart, step, steps);
    const remask = rowsToRemask(confidence, keep, samplingTemperature, noise, step, maskedCells);

    // 5. All other cells keep their code.
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
