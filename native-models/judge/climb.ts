/** Small moves in place and size, as long as they help. */

/** A position in three numbers: two of place, one of size. */
export type Position = readonly [number, number, number];

export interface ClimbOptions {
  /** Steps from the first on, each half of the one before, down to the least. */
  readonly firstStep: number;
  readonly leastStep: number;
  /** How often all moves are tried at one step at most. */
  readonly rounds: number;
  /** What is tried, in steps. */
  readonly moves: readonly Position[];
}

export interface Found {
  readonly at: Position;
  readonly value: number;
}

/** Less than this is no help. */
const GAIN = 1e-6;

export function climb(start: Found, valueAt: (at: Position) => number, options: ClimbOptions): Found {
  const { firstStep, leastStep, rounds, moves } = options;
  let best = start;
  for (let step = firstStep; step >= leastStep; step /= 2) {
    for (let moved = true, round = 0; moved && round < rounds; round += 1) {
      moved = false;
      for (const [a, b, size] of moves) {
        const at: Position = [best.at[0] + a * step, best.at[1] + b * step, best.at[2] + size * step];
        const value = valueAt(at);
        if (value <= best.value + GAIN) continue;
        best = { at, value };
        moved = true;
      }
    }
  }
  return best;
}
