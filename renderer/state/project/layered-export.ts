import { type Layer, type LayerMask, MOST_LAYERS, type PictureDocument } from '../../../preload/contract/document.ts';
import { StudioError } from '../../../preload/contract/errors.ts';
import {
  type LayeredLayer,
  type LayeredMask,
  type LayeredPicture,
  plainLayeredLayer,
} from '../../../preload/contract/layered-picture.ts';
import type { Raster } from '../../../preload/contract/pictures.ts';
import { layersBelow } from '../../document/adjustment-layers.ts';
import { clipBase } from '../../document/clipping.ts';
import type { LayerPlace } from '../../document/layer-space.ts';
import { flattened, isBoxless, type LayerNode, layerTree } from '../../document/layer-tree.ts';
import { maskPlaceOf, wholeMask } from '../../document/mask-commands.ts';
import { wholeOf } from '../../document/mask-raster.ts';
import { drawn, frameAround, PLAIN } from '../../document/merge-plans.ts';
import { guidesOf, hasPaper } from '../../document/operations.ts';
import type { PartToCompose } from '../../document/page-raster.ts';
import { reachesPage } from '../../document/pass-through.ts';
import { unmeasured } from './export-work.ts';
import { placedTiles } from './layer-pixels.ts';
import { readerOf } from './merge-commands.ts';
import type { PixelCommandParts } from './pixel-change.ts';

/** The document as files with layers hold it: every layer as pixels in its place, under its mask. */

export interface LayeredExport {
  readonly picture: LayeredPicture;
  /** What all layers show together. */
  readonly merged: Raster;
  /** Layers of an unknown kind, which are left out. */
  readonly leftOut: number;
  /** Adjustment layers that became pictures. */
  readonly baked: number;
}

export type LayeredParts = Pick<PixelCommandParts, 'page' | 'store' | 'decoder' | 'pixelWork' | 'words'>;

export interface Layering {
  /** Whether the file has layers of one colour, and adjustments. Otherwise all of them become pictures. */
  readonly keepsAdjustments: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: { readonly done: number; readonly of: number }) => void;
}

/**
 * Composes one layer after the other, so that only the encoded pictures of the others are held.
 * @param parts their page is that of the document
 */
export async function layeredOf(
  parts: LayeredParts,
  document: PictureDocument,
  { keepsAdjustments, signal, onProgress }: Layering,
): Promise<LayeredExport> {
  const known = flattened(withoutUnknown(layerTree(document.layers)));
  const places = new Map(known.map(({ id }, at) => [id, at]));
  const layers: LayeredLayer[] = [];
  for (const [done, layer] of known.entries()) {
    signal.throwIfAborted();
    onProgress({ done, of: known.length });
    const parent = layer.parentId === null ? null : (places.get(layer.parentId) ?? null);
    const own = keepsAdjustments ? settingsOf(layer) : null;
    const shown = own ?? (await pixelsOf(parts, document, layer, signal));
    const mask = await maskOf(parts, document, layer);
    layers.push({ ...lookOf(document, layer), parent, mask, ...shown });
  }
  const { width, height } = document;
  const paper = hasPaper(document);
  const whole = { layers: document.layers, frame: wholeOf(document), paper, keepsFrame: true };
  const merged = (await parts.page.composed(whole, readerOf(parts), unmeasured(signal)))?.raster;
  if (merged === undefined) throw StudioError.of('canvas.no-memory', {});
  const guides = guidesOf(document).map(({ orientation, position }) => ({ orientation, position }));
  const picture = {
    ...{ width, height, layers: paper ? await onPaper(parts, document, layers) : layers },
    ...(guides.length > 0 && { guides }),
    ...(document.dpi !== undefined && { dpi: document.dpi }),
  };
  const baked = keepsAdjustments ? 0 : known.filter(({ kind }) => kind === 'adjustment').length;
  return { picture, merged, leftOut: document.layers.length - known.length, baked };
}

function withoutUnknown(nodes: readonly LayerNode[]): readonly LayerNode[] {
  return nodes.flatMap(({ layer, inside }) =>
    layer.kind === 'unreadable' ? [] : [{ layer, inside: withoutUnknown(inside) }],
  );
}

function lookOf(document: PictureDocument, layer: Layer): Omit<LayeredLayer, 'parent' | 'pixels' | 'mask'> {
  const { name, visible, opacity, blendMode, locks } = layer;
  const isKnown = layer.kind !== 'unreadable';
  return {
    kind: layer.kind === 'group' ? 'group' : 'picture',
    ...{ name, visible, opacity, blendMode, locks },
    clipped: isKnown && layer.clipped === true && !liesOnAdjustment(document, layer),
    tag: (isKnown && layer.tag) || 'none',
    ...(layer.kind === 'group' && layer.passThrough && { passThrough: true }),
  };
}

/** Whether a layer would be clipped to an adjustment, which is drawn as if it were not clipped. */
function liesOnAdjustment({ layers }: PictureDocument, layer: Layer): boolean {
  const siblings = layers.filter(({ parentId }) => parentId === layer.parentId);
  const at = siblings.indexOf(layer);
  return at > 0 && clipBase(siblings, at) === null;
}

/** What is kept of a fill or an adjustment instead of pixels; null for other layers, and for gradients. */
function settingsOf(layer: Layer): Pick<LayeredLayer, 'kind' | 'pixels' | 'fill' | 'adjustment'> | null {
  if (layer.kind === 'adjustment') return { kind: 'adjustment', pixels: null, adjustment: layer.adjustment };
  return layer.kind === 'fill' && layer.fill.type === 'solid' ? { kind: 'fill', pixels: null, fill: layer.fill } : null;
}

async function pixelsOf(
  parts: LayeredParts,
  document: PictureDocument,
  layer: Layer,
  signal: AbortSignal,
): Promise<Pick<LayeredLayer, 'pixels'>> {
  if (layer.kind === 'group') return { pixels: null };
  const composed = await parts.page.composed(aloneOf(document, layer), readerOf(parts), unmeasured(signal));
  if (composed === null) return { pixels: null };
  const { x, y } = composed.frame;
  const { width, height } = composed.raster;
  return { pixels: { x, y, width, height, png: await packed(parts, composed.raster) } };
}

/** A layer without its look. An adjustment is drawn with what it adjusts, and covers that as a picture. */
function aloneOf(document: PictureDocument, layer: Layer): PartToCompose {
  const [own] = drawn([layer], layer, { ...PLAIN, visible: true }).map((one) => ({ ...one, mask: null }));
  const layers = own === undefined ? [] : [own];
  if (layer.kind !== 'adjustment') return { layers, frame: frameAround(document, [layer.id]) };
  const paper = hasPaper(document) && reachesPage(document.layers, layer);
  return { layers: [...layersBelow(document.layers, layer.id), ...layers], frame: wholeOf(document), paper };
}

async function packed({ decoder }: LayeredParts, raster: Raster): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array((await decoder.pack({ raster })).png);
}

/** Where every pixel of a layer is one of the page, its mask keeps its own pixels. Otherwise it is drawn on the page. */
async function maskOf(parts: LayeredParts, document: PictureDocument, layer: Layer): Promise<LayeredMask | null> {
  const { mask } = layer;
  if (mask === null) return null;
  const { enabled, x, y, width, height } = mask;
  const place = maskPlaceOf(layer, document);
  const corner = isWithin(layer, mask, place) ? cornerOf(layer, place) : null;
  if (corner !== null && Number.isInteger(x) && Number.isInteger(y)) {
    const frame = { x: x + corner.x, y: y + corner.y, width, height };
    if (!('tiled' in mask)) {
      const { bytes } = await parts.store.getBlob({ hash: mask.blob });
      return { ...frame, png: new Uint8Array(bytes), shownBy: 'grey', enabled };
    }
    const joined = await parts.pixelWork.joined(mask.tiled, await placedTiles(parts.store, mask.tiled.tiles));
    return { ...frame, png: await packed(parts, joined), shownBy: 'alpha', enabled };
  }
  const raster = await parts.page.rasteriseLayerMask(layer.id);
  return raster && { ...wholeOf(document), png: await packed(parts, raster), shownBy: 'alpha', enabled };
}

/** Whether nothing of a layer shows beyond the frame of its mask, since other programs are told that nothing does. */
function isWithin(layer: Layer, mask: LayerMask, place: LayerPlace | null): boolean {
  if (mask.showsBeyond !== true || place === null) return true;
  const { x, y, width, height } = wholeMask(layer, place, '');
  return mask.x <= x && mask.y <= y && mask.x + mask.width >= x + width && mask.y + mask.height >= y + height;
}

/** The place of the layer's first pixel, where its pixels are those of the page; null where they are not. */
function cornerOf(layer: Layer, place: LayerPlace | null): { readonly x: number; readonly y: number } | null {
  if (isBoxless(layer)) return { x: 0, y: 0 };
  if (place === null) return null;
  const { x, y, scaleX, scaleY, angle, flipX, flipY } = place;
  const upright = scaleX === 1 && scaleY === 1 && angle === 0 && flipX !== true && flipY !== true;
  return upright && Number.isInteger(x) && Number.isInteger(y) ? { x, y } : null;
}

/** Other programs know no paper, so it becomes the lowest layer. */
async function onPaper(
  parts: LayeredParts,
  document: PictureDocument,
  layers: readonly LayeredLayer[],
): Promise<LayeredLayer[]> {
  const frame = wholeOf(document);
  const paper = await parts.page.composed({ layers: [], frame, paper: true, keepsFrame: true }, readerOf(parts));
  if (paper === null || layers.length >= MOST_LAYERS) return [...layers];
  const lowest: LayeredLayer = {
    ...plainLayeredLayer,
    name: parts.words().layered.paper,
    pixels: { ...frame, png: await packed(parts, paper.raster) },
  };
  const lifted = layers.map((layer) => ({ ...layer, parent: layer.parent === null ? null : layer.parent + 1 }));
  return [lowest, ...lifted];
}
