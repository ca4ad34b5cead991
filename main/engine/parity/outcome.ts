/** What a comparison found, as one line of the report. */
export interface Outcome {
  readonly name: string;
  readonly passed: boolean;
  /** Largest absolute difference, or number of differing entries. Null where nothing could be compared. */
  readonly difference: number | null;
  readonly note: string;
}

/** Largest absolute difference of two arrays. Infinity where a length differs or a number is NaN. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs((a[i] ?? 0) - (b[i] ?? 0));
    // Math.max would lose a NaN.
    if (!(difference <= largest)) largest = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
  }
  return largest;
}

/** Number of differing entries. Entries that one array lacks count as different. */
export function countDifferent(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let different = Math.abs(a.length - b.length);
  for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) different += 1;
  return different;
}

/** An outcome that passes where the difference is within the tolerance. */
export function within(name: string, difference: number, tolerance: number, note = ''): Outcome {
  return { name, passed: difference <= tolerance, difference, note: note || `at most ${tolerance}` };
}

/** An outcome that passes where nothing differs. */
export function equal(name: string, different: number, what: string): Outcome {
  return {
    name,
    passed: different === 0,
    difference: different,
    note: different === 0 ? `${what} equal` : `${what} differ`,
  };
}

/** The outcome as text, such as `passed  logits 2  3.1e-6  at most 0.001`. */
export function line(outcome: Outcome): string {
  const difference = outcome.difference === null ? '-' : formatDifference(outcome.difference);
  return `${outcome.passed ? 'passed' : 'FAILED'}  ${outcome.name.padEnd(44)} ${difference.padStart(9)}  ${outcome.note}`;
}

function formatDifference(value: number): string {
  return value === 0 ? '0' : Number.isFinite(value) ? value.toPrecision(2) : 'inf';
}
