import { StudioError } from '../../../preload/contract/errors.ts';
import { memoryOf } from '../../../preload/contract/model-memory.ts';
import type { DrawingPlan, FamilyModel } from '../families/family.ts';

/** Tells the sentence that no smaller picture would do. */
const NO_SIZE = { width: 0, height: 0 };

/**
 * Refuses a drawing that would take more memory than is free, before its first step.
 * @throws StudioError 'out-of-memory'. It says whether the drawing fits where nothing is kept from step to step, and the
 *   largest size that fits where the artist chooses the size.
 */
export function requireMemory(
  { forecast, exactBytes, smaller }: Pick<DrawingPlan, 'forecast' | 'exactBytes' | 'smaller'>,
  { freeBytes }: Pick<FamilyModel, 'freeBytes'>,
): void {
  const free = freeBytes();
  if (free === null) return;
  const taken = process.memoryUsage.rss();
  const fits = (bytes: number) => bytes - taken <= free;
  if (fits(forecast.bytes)) return;
  const isExact = exactBytes !== undefined && fits(exactBytes);
  const size = smaller?.(fits) ?? null;
  const way = size === null ? (isExact ? 'exact' : 'none') : isExact ? 'both' : 'size';
  const memory = memoryOf(forecast.bytes - taken, free);
  throw StudioError.of('drawing.no-memory', { ...memory, way, ...(size ?? NO_SIZE) }, { retryable: true });
}
