import { decode, encode } from 'fast-png';
import { StudioError } from '../../../preload/contract/errors.ts';
import type { RegionMask } from '../../../preload/contract/pictures.ts';

/** The mask in the form that the record keeps: an opaque 8-bit grey PNG, white where redrawn. */
export function maskPng(mask: RegionMask): Uint8Array<ArrayBuffer> {
  return new Uint8Array(encode({ width: mask.width, height: mask.height, data: mask.values, channels: 1, depth: 8 }));
}

/**
 * Reads a kept mask.
 * @throws StudioError `bad-picture` where it is no 8-bit grey PNG
 */
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
