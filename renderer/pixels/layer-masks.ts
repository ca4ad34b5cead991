import type { Frame, Raster, RegionMask } from '../../preload/contract/pictures.ts';
import { type LayerPlace, maskInLayer, maskOfFrame } from '../document/layer-space.ts';
import { blankMask, type MaskRaster } from '../document/mask-raster.ts';
import type { PlacedMask, WantedMask } from '../document/pixel-work.ts';
import { keepInside, keepOutside } from '../document/raster-parts.ts';
import { greyPng, readGrey } from './grey-png.ts';

/** Makes the masks of layers and applies them. */

export function layerMask(wanted: WantedMask): Uint8Array<ArrayBuffer> {
  return greyPng(valuesOf(wanted));
}

function valuesOf(wanted: WantedMask): MaskRaster {
  if ('region' in wanted) {
    const inside = maskInLayer(wanted.region, wanted.layer);
    return wanted.shows === 'inside' ? inside : inverted(inside);
  }
  const none = blankMask(wanted.layer.width, wanted.layer.height);
  return wanted.shows === 'none' ? none : inverted(none);
}

function inverted(mask: MaskRaster): MaskRaster {
  for (let at = 0; at < mask.values.length; at++) mask.values[at] = 255 - (mask.values[at] ?? 0);
  return mask;
}

export function invertMask(mask: PlacedMask, size: Pick<Frame, 'width' | 'height'>): Uint8Array<ArrayBuffer> {
  return greyPng(inverted(maskOfFrame(readGrey(mask.png), mask.frame, size)));
}

export function applyMask(raster: Raster, mask: PlacedMask): Raster {
  keepInside(raster, maskOfFrame(readGrey(mask.png), mask.frame, raster));
  return raster;
}

export function clear(raster: Raster, region: RegionMask, layer: LayerPlace): Raster {
  keepOutside(raster, maskInLayer(region, { ...layer, width: raster.width, height: raster.height }));
  return raster;
}
