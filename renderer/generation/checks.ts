import type { Check } from '../../preload/contract/checks.ts';
import type { PictureTrace } from '../../preload/contract/task-inputs.ts';

/** What the model answered about pictures of its own. */

export const rightOf = (checks: readonly Check[]): number => checks.filter(({ holds }) => holds).length;

export interface Judged {
  readonly checks: readonly Check[];
  readonly trace: PictureTrace | null;
}

/** The place of the best: most right answers, then the surer; null where nothing was asked of some, or all are alike. */
export function bestOf(candidates: readonly Judged[]): number | null {
  if (candidates.length < 2 || candidates.some(({ checks }) => checks.length === 0)) return null;
  const ranked = candidates.map(({ checks, trace }, place) => ({
    place,
    right: rightOf(checks),
    sure: sureness(trace),
  }));
  ranked.sort((a, b) => b.right - a.right || b.sure - a.sure || a.place - b.place);
  return ranked[0]?.place ?? null;
}

/** How sure the model was of the cells that it drew, on average. */
function sureness(trace: PictureTrace | null): number {
  if (trace === null) return 0;
  const drawn = trace.confidence.filter((_, cell) => (trace.fixedAt[cell] ?? -1) >= 0);
  return drawn.length === 0 ? 0 : drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
}
