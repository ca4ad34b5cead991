import { decode, encode } from 'fast-png';
import { StudioError } from '../../../preload/contract/errors.ts';
import type { Frame, RegionMask } from '../../../preload/contract/pictures.ts';

/** The mask as it is kept in the record: an opaque 8-bit grey PNG, white where redrawn. */
export function maskPng(mask: RegionMask): Uint8Array<ArrayBuffer> {
  return new Uint8Array(encode({ width: mask.width, height: mask.height, data: mask.values, channels: 1, depth: 8 }));
}

/** A kept mask, read again. @throws StudioError `bad-picture` where it is no 8-bit grey PNG */
export function readMaskPng(bytes: Uint8Array): RegionMask {
  let picture: ReturnType<typeof decode>;
  try {
    picture = decode(bytes);
  } catch (cause) {
    throw StudioError.of('mask.damaged', {}, { cause });
  }
  const { width, height, channels, depth, data } = picture;
  if (channels !== 1 || depth !== 8) {
    throw StudioError.of('mask.foreign', {});
  }
  return { width, height, values: new Uint8Array(data) };
}

/** The smallest rectangle that holds every painted pixel; null where there is none. */
export function maskBox(mask: RegionMask): Frame | null {
  let left = mask.width;
  let right = -1;
  let top = -1;
  let bottom = -1;
  for (let y = 0; y < mask.height; y++) {
    const row = mask.values.subarray(y * mask.width, (y + 1) * mask.width);
    const first = row.findIndex((value) => value > 0);
    if (first < 0) continue;
    if (top < 0) top = y;
    bottom = y;
    left = Math.min(left, first);
    right = Math.max(
      right,
      row.findLastIndex((value) => value > 0),
    );
  }
  return bottom < 0 ? null : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}
