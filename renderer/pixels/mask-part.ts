import { encode } from 'fast-png';
import type { RegionMask } from '../../preload/contract/pictures.ts';
import { croppedMask, maskBox } from '../document/mask-raster.ts';
import type { MaskPart } from '../document/pixel-work.ts';

export function maskPart(mask: RegionMask): MaskPart | null {
  const frame = maskBox(mask);
  if (frame === null) return null;
  const { width, height, values } = croppedMask(mask, frame);
  return { frame, png: new Uint8Array(encode({ width, height, data: values, channels: 1, depth: 8 })) };
}
