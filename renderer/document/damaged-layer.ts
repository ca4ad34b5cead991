import { StudioError } from '../../preload/contract/errors.ts';
import type { FailureKind } from '../../preload/contract/failure-kinds.ts';

/** What says nothing of the picture that was to be read. */
const OF_OTHERS: readonly FailureKind[] = ['cancelled', 'service-lost', 'store-unavailable'];

/** The error where the picture of a layer was not read: the cause itself where that lies elsewhere. */
export function damagedLayer(layer: string, cause: unknown): unknown {
  if (cause instanceof StudioError && OF_OTHERS.includes(cause.failure.kind)) return cause;
  return StudioError.of('canvas.layer-damaged', { layer }, { cause });
}
