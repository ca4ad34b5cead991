import type { Layer, PictureDocument } from '../../../preload/contract/document.ts';
import { refuseFullPage } from '../../document/full-page.ts';
import { matrixOf } from '../../document/layer-matrix.ts';
import type { Refusal } from '../../document/layer-refusals.ts';
import { locksOn } from '../../document/locks.ts';
import { maskPlaceOf } from '../../document/mask-commands.ts';
import { findLayer } from '../../document/operations.ts';
import type { MaskTarget, PaintedTiles, PaintTarget } from '../../document/paint.ts';
import { painted, paintTarget, type TileChange } from '../../document/paint-layers.ts';
import { maskPainted, maskPaintRefusal, matrixOfMask, paintableMask, tiledMask } from '../../document/paint-masks.ts';
import type { PixelWork } from '../../document/pixel-work.ts';
import type { ProjectStore } from '../../document/project-store.ts';
import type { ProjectParts } from '../parts.ts';
import { keepTiles } from './layer-pixels.ts';
import { placedMask } from './mask-commands.ts';

export interface PaintedParts extends Pick<ProjectParts, 'document' | 'newId' | 'words'> {
  readonly store: Pick<ProjectStore, 'getBlob' | 'putBlobs'>;
  readonly pixelWork: PixelWork;
}

/** What one stroke paints on: a layer, or the mask of a layer. */
export interface Painted {
  readonly target: PaintTarget | MaskTarget;
  readonly tiles: PaintedTiles;
  readonly layerId: string;
  readonly isMask: boolean;
  /** Whether the alpha of the pixels stays as it is. */
  readonly keepAlpha: boolean;
  /** The document with the tiles that the stroke has changed. */
  keep(page: PictureDocument, changes: readonly TileChange[]): PictureDocument;
}

/**
 * Finds what the next stroke paints on. A mask that is one picture becomes tiles, which are in the store afterwards.
 * @throws StudioError where a new layer is needed and the page is full
 */
export async function paintedBy(parts: PaintedParts): Promise<Painted | Refusal> {
  const { document, paintedMaskId } = parts.document.getState();
  const masked = paintedMaskId === null ? null : findLayer(document, paintedMaskId);
  return masked === null ? onLayer(parts) : onMask(parts, document, masked);
}

function onLayer(parts: PaintedParts): Painted {
  const { document, selectedLayerId } = parts.document.getState();
  const id = parts.newId();
  const { names } = parts.words();
  const number = document.layers.filter(({ kind }) => kind === 'paint').length + 1;
  const target = paintTarget(document, selectedLayerId, { id, name: names.paint({ number }) });
  if (target === null) {
    refuseFullPage(document);
    throw new Error('A page with room has no place for paint.');
  }
  const { layer } = target;
  const { width, height, tiles } = layer;
  return {
    target,
    tiles: { width, height, tiles, matrix: matrixOf(layer) },
    layerId: layer.id,
    isMask: false,
    keepAlpha: locksOn(document.layers, layer.id).transparency,
    keep: (page, changes) => painted(page, target, layer.id === id, changes),
  };
}

async function onMask(parts: PaintedParts, document: PictureDocument, layer: Layer): Promise<Painted | Refusal> {
  const refusal = maskPaintRefusal(document, layer);
  if (refusal !== null) return refusal;
  const mask = paintableMask(layer, document) ?? (await madeOfTiles(parts, document, layer));
  const matrix = matrixOfMask(layer, mask);
  return {
    target: { layerId: layer.id, mask, matrix },
    tiles: { ...mask.tiled, matrix },
    layerId: layer.id,
    isMask: true,
    keepAlpha: false,
    keep: (page, changes) => maskPainted(page, layer.id, mask, changes),
  };
}

async function madeOfTiles(parts: PaintedParts, document: PictureDocument, layer: Layer) {
  const place = maskPlaceOf(layer, document);
  if (place === null) throw new Error('A layer of an unknown kind has no place for a mask.');
  const tiles = await parts.pixelWork.maskTiles(await placedMask(parts, layer, place), place);
  const mask = tiledMask(layer, document, await keepTiles(parts, tiles));
  if (mask === null) throw new Error('The layer has no mask.');
  return mask;
}
