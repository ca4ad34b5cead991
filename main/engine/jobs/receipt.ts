/** Proof of what redrawing a part did to the picture below it. */
import { createHash } from 'node:crypto';
import type { DrawResult } from '../../../preload/contract/drawing.ts';
import type { Frame, Raster, RegionMask } from '../../../preload/contract/pictures.ts';
import { composite } from '../framing/composite.ts';

/** sha256 over the pixels that are not painted, in order: a run of them at a time, so that none is copied. */
function hashOutside({ rgba }: Raster, { values }: RegionMask): string {
  const hash = createHash('sha256');
  for (let at = 0; at < values.length; ) {
    const painted = values[at] !== 0;
    let end = at + 1;
    while (end < values.length && (values[end] !== 0) === painted) end += 1;
    if (!painted) hash.update(rgba.subarray(4 * at, 4 * end));
    at = end;
  }
  return hash.digest('hex');
}

function isSame(one: Uint8Array, other: Uint8Array, pixel: number): boolean {
  for (let at = 4 * pixel; at < 4 * pixel + 4; at++) if (one[at] !== other[at]) return false;
  return true;
}

/**
 * Compares a picture before and after a patch.
 * @param redrawnCells indices of redrawn cells; empty for a model without cells
 */
export function receiptOf(
  { picture, mask }: { readonly picture: Raster; readonly mask: RegionMask },
  patch: Raster,
  frame: Frame,
  redrawnCells: readonly number[],
): NonNullable<DrawResult['receipt']> {
  const after = composite(picture, patch, frame);
  let changedOutside = 0;
  for (let i = 0; i < mask.values.length; i++) {
    if (mask.values[i] === 0 && !isSame(picture.rgba, after.rgba, i)) changedOutside += 1;
  }
  return {
    outsideBefore: hashOutside(picture, mask),
    outsideAfter: hashOutside(after, mask),
    changedOutside,
    redrawnCells: [...redrawnCells],
  };
}
