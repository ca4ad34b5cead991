/** Hill climbing in position and size. */

/** A centre's two coordinates, and a size. */
export type Position = readonly [number, number, number];

/** How far and how often to move. */
export interface ClimbOptions {
  /** Step sizes halve from `firstStep` down to `leastStep`. */
  readonly firstStep: number;
  readonly leastStep: number;
  /** The most rounds over all moves at one step size. */
  readonly rounds: number;
  /** Moves to try, in steps. */
  readonly moves: readonly Position[];
}

/** A position and its value. */
export interface Found {
  readonly at: Position;
  readonly value: number;
}

/** A smaller gain does not count. */
const GAIN = 1e-6;

/** Moves from `start` as long as the value rises. Returns the best position found. */
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
