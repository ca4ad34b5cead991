export const MIN_BRUSH = 1;
export const MAX_BRUSH = 2000;
export const DEFAULT_BRUSH = 96;

/** Rounds to whole page pixels within the limits. */
export function limitBrush(size: number): number {
  return Math.max(MIN_BRUSH, Math.min(MAX_BRUSH, Math.round(size)));
}

/**
 * The size after one press of [ or ]. It changes by about a tenth and at least one pixel; with Shift by about a half.
 */
export function stepBrush(size: number, direction: 1 | -1, big: boolean): number {
  const factor = big ? 1.5 : 1.1;
  const next = direction > 0 ? Math.max(size + 1, size * factor) : Math.min(size - 1, size / factor);
  return limitBrush(next);
}
