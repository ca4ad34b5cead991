/** How well the codes of a finished picture fit, and which of them to draw again. */
import { MASKED } from './denoise.ts';
import { indexOfLargest, sumOfExp } from './row-math.ts';

/** Conditional logits over the codebook at `maskedCells`, [maskedCells.length, codebookSize]. */
export type LogitsAt = (grid: Int32Array, maskedCells: Int32Array) => Promise<Float32Array>;

/**
 * Measures the probability of the code at each of `cells`, given the other cells. It masks the cells in
 * two passes, like the fields of a chessboard, so that the model judges every cell by its neighbours
 * and never sees the cell itself.
 * @param grid codes, none masked
 * @returns a softmax probability for each of `cells`
 */
export async function certaintyOf(
  grid: Int32Array,
  columns: number,
  cells: Int32Array,
  codebookSize: number,
  logitsAt: LogitsAt,
): Promise<Float32Array> {
  const found = new Float32Array(cells.length);
  for (const parity of [0, 1]) {
    const positions = [...cells.keys()].filter(
      (i) => ((cells[i] % columns) + Math.floor(cells[i] / columns)) % 2 === parity,
    );
    if (positions.length === 0) continue;
    const maskedCells = Int32Array.from(positions, (i) => cells[i]);
    const masked = grid.slice();
    for (const cell of maskedCells) masked[cell] = MASKED;
    const logits = await logitsAt(masked, maskedCells);
    positions.forEach((position, row) => {
      found[position] = probabilityOf(logits, codebookSize, row, grid[cells[position]]);
    });
  }
  return found;
}

/**
 * Masks a share of `cells`, the least certain first; among equals the earlier cell comes first. At least
 * one cell is masked. A share of 1 masks all of them.
 * @param certainty a probability for each of `cells`
 */
export function maskLeastSure(
  grid: Int32Array,
  cells: Int32Array,
  certainty: Float32Array,
  share: number,
): Int32Array<ArrayBuffer> {
  const order = [...cells.keys()].sort((a, b) => certainty[a] - certainty[b] || a - b);
  const masked = Int32Array.from(grid);
  for (const i of order.slice(0, Math.max(1, Math.round(share * cells.length)))) masked[cells[i]] = MASKED;
  return masked;
}

/** Softmax probability of `code` in one row of logits. */
function probabilityOf(logits: Float32Array, columns: number, row: number, code: number): number {
  const from = row * columns;
  const largest = logits[from + indexOfLargest(logits, from, columns)];
  return Math.fround(Math.exp(logits[from + code] - largest) / sumOfExp(logits, from, columns, largest));
}
