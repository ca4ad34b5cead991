import type { Layer, LayerMask, PictureDocument, PictureMask } from '../../preload/contract/document.ts';
import type { MaskCommand } from '../../preload/contract/layer-commands.ts';
import { MAX_PIXELS, MAX_SIDE } from '../../preload/contract/pictures.ts';
import { boundsOf } from './layer-bounds.ts';
import { type Refusal, refuse } from './layer-refusals.ts';
import { type LayerPlace, placeOnPage } from './layer-space.ts';
import { hasPixels, isBoxless, isDrawn } from './layer-tree.ts';
import { locksOn } from './locks.ts';
import { touchedPixels, union, wholeOf } from './mask-raster.ts';

/** The commands that make or change the pixels of masks, apart from the pixels. */

/** Whether a command makes a mask for a layer that has none. */
export const addsMask = (command: MaskCommand) => !OF_MASKS.includes(command);

const OF_MASKS: readonly MaskCommand[] = ['mask-invert', 'mask-clear', 'mask-apply'];
const OF_REGION: readonly MaskCommand[] = ['mask-of-region', 'mask-of-outside', 'mask-clear'];
const SHOWING_BEYOND: readonly MaskCommand[] = ['mask-show-all', 'mask-of-outside'];

/** Whether a command reads the region. */
export const readsRegion = (command: MaskCommand) => OF_REGION.includes(command);

/**
 * Whether a layer shows beyond the mask that comes of a command.
 * @param mask the layer's mask before
 */
export function showsBeyondAfter(command: MaskCommand, mask: LayerMask | null): boolean {
  const before = mask?.showsBeyond === true;
  if (command === 'mask-invert') return !before;
  return command === 'mask-clear' ? before : SHOWING_BEYOND.includes(command);
}

/** The layers that a command changes, bottom first. */
export function maskTargets(command: MaskCommand, document: PictureDocument, ids: readonly string[]): readonly Layer[] {
  const { layers } = document;
  const chosen = new Set(ids);
  return layers.filter((layer) => chosen.has(layer.id) && maskRefusalOf(command, layers, layer) === null);
}

/** Why a command cannot run on these layers; null where it can run on one of them. */
export function maskRefusal(command: MaskCommand, document: PictureDocument, ids: readonly string[]): Refusal | null {
  const chosen = document.layers.filter(({ id }) => ids.includes(id));
  if (chosen.length === 0) return refuse('no-layer');
  if (readsRegion(command) && document.region.length === 0) return refuse('no-region');
  const refusals = chosen.map((layer) => maskRefusalOf(command, document.layers, layer));
  return refusals.includes(null) ? null : (refusals[0] ?? null);
}

function maskRefusalOf(command: MaskCommand, layers: readonly Layer[], layer: Layer): Refusal | null {
  const { id, name, kind, mask } = layer;
  const locks = locksOn(layers, id);
  if (kind === 'unreadable') return refuse('unknown', name);
  if (locks.all) return refuse('locked', name);
  if (addsMask(command)) return mask === null ? null : refuse('has-mask', name);
  if (mask === null) return refuse('no-mask', name);
  if (command !== 'mask-apply') return null;
  if (isDrawn(layer) || kind === 'fill') return refuse('drawn', name);
  if (isBoxless(layer)) return refuse('no-pixels', name);
  return locks.transparency ? refuse('locked-clear', name) : null;
}

/**
 * The pixels that a whole mask of the layer has. That of a layer without a box lies on the page, and covers the page and
 * what a group shows beside it.
 */
export function maskPlaceOf(layer: Layer, { layers, width, height }: PictureDocument): LayerPlace | null {
  if (hasPixels(layer)) return layer;
  if (layer.kind === 'unreadable') return null;
  const page = wholeOf({ width, height });
  const bounds = boundsOf(layers, [layer.id]);
  const around = { x: -MAX_SIDE, y: -MAX_SIDE, width: 2 * MAX_SIDE, height: 2 * MAX_SIDE };
  const content =
    bounds && touchedPixels(bounds.x, bounds.y, bounds.x + bounds.width, bounds.y + bounds.height, around);
  const whole = union(page, content) ?? page;
  const fits = Math.max(whole.width, whole.height) <= MAX_SIDE && whole.width * whole.height <= MAX_PIXELS;
  return placeOnPage(fits ? whole : page);
}

/** A mask that covers a place from `maskPlaceOf`. */
export function wholeMask(
  layer: Layer,
  { x, y, width, height }: LayerPlace,
  blob: string,
  showsBeyond = false,
): PictureMask {
  const corner = isBoxless(layer) ? { x, y } : { x: 0, y: 0 };
  return { blob, enabled: true, ...corner, width, height, ...(showsBeyond && { showsBeyond }) };
}
