import type { LayerMask } from '../../preload/contract/document.ts';

const atLeastOne = (side: number) => Math.max(1, Math.round(side));

/** A mask of a layer whose pixels have become larger or smaller. Its picture may have any size, so its frame alone is scaled. */
export function scaledMask(mask: LayerMask | null, across: number, down: number): LayerMask | null {
  if (mask === null) return null;
  return {
    ...mask,
    x: mask.x * across,
    y: mask.y * down,
    width: atLeastOne(mask.width * across),
    height: atLeastOne(mask.height * down),
  };
}
