import type { RegionMask } from '../../preload/contract/pictures.ts';
import { croppedMask, maskBox } from '../document/mask-raster.ts';
import type { MaskPart } from '../document/pixel-work.ts';
import { greyPng } from './grey-png.ts';

export function maskPart(mask: RegionMask): MaskPart | null {
  const frame = maskBox(mask);
  return frame === null ? null : { frame, png: greyPng(croppedMask(mask, frame)) };
}
