import type { DrawRequest } from '../../../preload/contract/drawing.ts';
import type { PictureTrace } from '../../../preload/contract/task-inputs.ts';

/** The share of the drawn cells that "redraw the unsure parts" draws again. */
export const UNSURE_SHARE = 0.25;

/**
 * A drawing as it would be if its least sure cells were still open, so that it can be continued from there. All other
 * cells keep their codes. Null where there is nothing to draw again, or too few steps.
 * @param steps the steps of the whole drawing
 */
export function unsureOpened(
  trace: PictureTrace,
  share: number,
  steps: number,
): NonNullable<DrawRequest['resume']> | null {
  const drawn = [...trace.fixedAt.keys()].filter((cell) => (trace.fixedAt[cell] ?? -1) >= 0);
  if (drawn.length === 0 || steps < 2) return null;
  // As exact as a picture's file keeps it, so that the same drawing continues from there in the same way.
  const sureness = (cell: number) => Math.round((trace.confidence[cell] ?? 0) * 255);
  const unsure = drawn.toSorted((a, b) => sureness(a) - sureness(b) || a - b).slice(0, Math.ceil(share * drawn.length));
  const fixedAt = trace.fixedAt.map((step) => Math.min(step, 0));
  for (const cell of unsure) fixedAt[cell] = steps;
  // The step after which the sampler's cosine schedule leaves this share open.
  const stepsDone = Math.round((steps * Math.acos(Math.min(1, share)) * 2) / Math.PI);
  return { trace: { ...trace, fixedAt }, stepsDone: Math.max(1, Math.min(steps - 1, stepsDone)) };
}
