/** Proof of what redrawing a part did to the picture below it. */
import { createHash } from 'node:crypto';
import type { DrawResult } from '../../../preload/contract/engine.ts';
import type { Frame, Raster, RegionMask } from '../../../preload/contract/pictures.ts';
import { composite } from '../framing/composite.ts';
import { MASKED } from '../sampler/denoise.ts';

/** sha256 over the pixels that are not painted, in order. */
function hashOutside(picture: Raster, mask: RegionMask): string {
  const outside = new Uint8Array(picture.rgba.length);
  let length = 0;
  for (let i = 0; i < mask.values.length; i++) {
    if (mask.values[i] !== 0) continue;
    outside.set(picture.rgba.subarray(4 * i, 4 * i + 4), length);
    length += 4;
  }
  return createHash('sha256').update(outside.subarray(0, length)).digest('hex');
}

/** @param start the codes that the drawing began with, MASKED where it drew */
export function receiptOf(
  { picture, mask }: { readonly picture: Raster; readonly mask: RegionMask },
  patch: Raster,
  frame: Frame,
  start: Int32Array,
): NonNullable<DrawResult['receipt']> {
  const after = composite(picture, patch, frame);
  const before = new Uint32Array(picture.rgba.slice().buffer);
  const now = new Uint32Array(after.rgba.slice().buffer);
  let changedOutside = 0;
  for (let i = 0; i < now.length; i++) if (mask.values[i] === 0 && now[i] !== before[i]) changedOutside += 1;
  return {
    outsideBefore: hashOutside(picture, mask),
    outsideAfter: hashOutside(after, mask),
    changedOutside,
    redrawnCells: [...start.keys()].filter((cell) => start[cell] === MASKED),
  };
}
