import type { Layer, PictureDocument } from '../../../preload/contract/document.ts';
import type { MaskCommand } from '../../../preload/contract/layer-commands.ts';
import type { RegionMask } from '../../../preload/contract/pictures.ts';
import type { LayerPlace } from '../../document/layer-space.ts';
import { isBoxless, isRaster } from '../../document/layer-tree.ts';
import type { Working } from '../../document/long-work.ts';
import {
  addsMask,
  maskPlaceOf,
  maskTargets,
  readsRegion,
  showsBeyondAfter,
  wholeMask,
} from '../../document/mask-commands.ts';
import { clearRegion } from '../../document/operations.ts';
import type { PlacedMask, WantedMask } from '../../document/pixel-work.ts';
import type { ProjectStore } from '../../document/project-store.ts';
import { keepPng, placedTiles, readPixels, writePixels } from './layer-pixels.ts';
import type { PixelChange, PixelCommandParts } from './pixel-change.ts';

/** Makes, inverts and applies the masks of layers. */
export async function changeMasks(
  parts: PixelCommandParts,
  command: MaskCommand,
  document: PictureDocument,
  ids: readonly string[],
  working: Working,
): Promise<PixelChange | null> {
  const ofSubject = command === 'mask-of-subject';
  const takesRegion = readsRegion(command);
  const region = takesRegion ? await parts.page.rasteriseMask() : ofSubject ? await subjectOf(parts, working) : null;
  if (ofSubject && region === null) return null;
  if (takesRegion && region === null) {
    parts.notify('done', ({ layers }) => layers.emptyRegion);
    return null;
  }
  const involved = maskTargets(command, document, ids);
  const changed = new Map<string, Layer>();
  for (const layer of involved) changed.set(layer.id, await changedLayer(parts, command, document, layer, region));
  const [last] = involved.slice(-1);
  return {
    involved,
    ...(addsMask(command) && last !== undefined && { paintMaskOf: last.id }),
    change: (page) => {
      const layers = page.layers.map((layer) => changed.get(layer.id) ?? layer);
      const masked = { ...page, layers };
      // The region has become the mask. What was marked meanwhile stays.
      return readsRegion(command) && addsMask(command) && page.region === document.region
        ? clearRegion(masked)
        : masked;
    },
  };
}

/** The subject of the visible picture; null where there is none. The reason has been shown then. */
async function subjectOf(parts: PixelCommandParts, working: Working): Promise<RegionMask | null> {
  const map = await parts.partsMap(working);
  const subject = map && (await parts.pixelWork.subject(map, 'subject', working.signal));
  if (map !== null && subject === null) parts.notify('done', ({ parts: words }) => words.noSubject);
  return subject;
}

async function changedLayer(
  parts: PixelCommandParts,
  command: MaskCommand,
  document: PictureDocument,
  layer: Layer,
  region: RegionMask | null,
): Promise<Layer> {
  if (command === 'mask-apply') return appliedMask(parts, layer);
  const place = maskPlaceOf(layer, document);
  if (place === null) return layer;
  const png = await pngOfMask(parts, command, layer, place, region);
  const mask = wholeMask(layer, place, await keepPng(parts, png), showsBeyondAfter(command, layer.mask));
  return { ...layer, mask: { ...mask, enabled: layer.mask?.enabled ?? true } };
}

async function pngOfMask(
  parts: PixelCommandParts,
  command: MaskCommand,
  layer: Layer,
  place: LayerPlace,
  region: RegionMask | null,
): Promise<Uint8Array<ArrayBuffer>> {
  const { pixelWork } = parts;
  if (addsMask(command)) return pixelWork.layerMask(wanted(command, place, region));
  const before = await placedMask(parts, layer, place);
  return region === null ? pixelWork.invertMask(before, place) : pixelWork.hideOnMask(before, region, place);
}

function wanted(command: MaskCommand, layer: WantedMask['layer'], region: RegionMask | null): WantedMask {
  if (region === null) return { layer, shows: command === 'mask-hide-all' ? 'none' : 'all' };
  return { layer, region, shows: command === 'mask-of-outside' ? 'outside' : 'inside' };
}

/** @param corner the corner of the pixels in which the mask is wanted, in page pixels for a layer without a box */
export async function placedMask(
  { store }: { readonly store: Pick<ProjectStore, 'getBlob'> },
  layer: Layer,
  corner: { readonly x: number; readonly y: number },
): Promise<PlacedMask> {
  const { mask } = layer;
  if (mask === null) throw new Error('The layer has no mask.');
  const { x, y, width, height, showsBeyond = false } = mask;
  const frame = isBoxless(layer) ? { x: x - corner.x, y: y - corner.y, width, height } : { x, y, width, height };
  if ('tiled' in mask) {
    const { tiles, ...size } = mask.tiled;
    return { picture: { size, tiles: await placedTiles(store, tiles) }, frame, showsBeyond };
  }
  const { bytes } = await store.getBlob({ hash: mask.blob });
  return { picture: new Uint8Array(bytes), frame, showsBeyond };
}

/** The layer without its mask. What the mask has hidden is cleared. */
async function appliedMask(parts: PixelCommandParts, layer: Layer): Promise<Layer> {
  if (!isRaster(layer)) throw new Error('Only a layer with pixels can have its mask applied.');
  const raster = await readPixels(parts, layer);
  const masked = await parts.pixelWork.applyMask(raster, await placedMask(parts, layer, layer));
  return { ...(await writePixels(parts, layer, masked)), mask: null };
}
