import type { Frame, Raster, RegionMask } from '../../preload/contract/pictures.ts';
import { type LayerPlace, maskInLayer, maskOfFrame } from '../document/layer-space.ts';
import { blankMask, type MaskRaster } from '../document/mask-raster.ts';
import type { PlacedMask, PlacedTile, WantedMask } from '../document/pixel-work.ts';
import { keepInside, keepOutside } from '../document/raster-parts.ts';
import { greyPng, readGrey } from './grey-png.ts';
import { joinedMask, tilesOfMask } from './paint/tiles-of.ts';

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

type Size = Pick<Frame, 'width' | 'height'>;

/** A mask in pixels of its layer. */
function inLayer({ picture, frame, showsBeyond }: PlacedMask, size: Size): MaskRaster {
  const values = picture instanceof Uint8Array ? readGrey(picture) : joinedMask(picture.size, picture.tiles);
  return maskOfFrame(values, frame, size, showsBeyond ? 255 : 0);
}

export function invertMask(mask: PlacedMask, size: Size): Uint8Array<ArrayBuffer> {
  return greyPng(inverted(inLayer(mask, size)));
}

/** The mask hides what lies in a region of the page. */
export function hideOnMask(mask: PlacedMask, region: RegionMask, layer: LayerPlace): Uint8Array<ArrayBuffer> {
  const { width, height, values } = inLayer(mask, layer);
  const hidden = maskInLayer(region, layer).values;
  const left = values.map((value, at) => Math.round((value * (255 - (hidden[at] ?? 0))) / 255));
  return greyPng({ width, height, values: left });
}

export function maskTiles(mask: PlacedMask, size: Size): readonly PlacedTile[] {
  return tilesOfMask(inLayer(mask, size));
}

export function applyMask(raster: Raster, mask: PlacedMask): Raster {
  keepInside(raster, inLayer(mask, raster));
  return raster;
}

export function clear(raster: Raster, region: RegionMask, layer: LayerPlace): Raster {
  keepOutside(raster, maskInLayer(region, { ...layer, width: raster.width, height: raster.height }));
  return raster;
}
