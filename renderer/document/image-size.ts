import type { Layer, PictureDocument, PictureLayer } from '../../preload/contract/document.ts';
import type { SavedMask } from '../../preload/contract/saved-masks.ts';
import { clearRegion, guidesOf, savedMasksOf, setGuides, setSavedMasks } from './operations.ts';
import type { Point } from './point.ts';
import { scaledMask } from './scaled-mask.ts';
import { grownShape } from './shape-box.ts';

/** Scales the whole picture: the page, and the pixels of every layer. */

interface Size {
  readonly width: number;
  readonly height: number;
}

/** How much longer the sides of a layer's pixels become. */
interface Factors {
  readonly across: number;
  readonly down: number;
}

function factorsOf(page: Size, size: Size): Factors {
  return { across: size.width / page.width, down: size.height / page.height };
}

/** The factors along the sides of a layer, which may be turned. */
function ofLayer({ angle }: Pick<PictureLayer, 'angle'>, { across, down }: Factors): Factors {
  if (angle % 180 === 0) return { across, down };
  if (angle % 90 === 0) return { across: down, down: across };
  const both = Math.sqrt(across * down);
  return { across: both, down: both };
}

const atLeastOne = (side: number) => Math.max(1, Math.round(side));

/** The size in pixels that a layer gets when the page gets another size. */
export function scaledPixels(layer: PictureLayer, page: Size, size: Size): Size {
  const { across, down } = ofLayer(layer, factorsOf(page, size));
  return { width: atLeastOne(layer.width * across), height: atLeastOne(layer.height * down) };
}

/** The box of a saved mask on a page of another size. */
export function scaledBox(mask: SavedMask, page: Size, size: Size): Omit<SavedMask, 'id' | 'name' | 'blob'> {
  const { across, down } = factorsOf(page, size);
  return {
    x: Math.round(mask.x * across),
    y: Math.round(mask.y * down),
    width: atLeastOne(mask.width * across),
    height: atLeastOne(mask.height * down),
  };
}

export interface Resampled {
  /** The blobs of layers with their new pixels, by layer id. */
  readonly layers: ReadonlyMap<string, string>;
  /** The blobs of saved masks, by their id. */
  readonly masks: ReadonlyMap<string, string>;
}

/** The document at another size. Its region is cleared, since it has no pixels that could be scaled. */
export function atSize(document: PictureDocument, size: Size, resampled: Resampled): PictureDocument {
  const layers = document.layers.map((layer) => scaledLayer(layer, document, size, resampled));
  const masks = savedMasksOf(document).map((mask) => {
    return { ...mask, ...scaledBox(mask, document, size), blob: resampled.masks.get(mask.id) ?? mask.blob };
  });
  const { across, down } = factorsOf(document, size);
  const guides = guidesOf(document).map((guide) => {
    return { ...guide, position: guide.position * (guide.orientation === 'vertical' ? across : down) };
  });
  return { ...setGuides(setSavedMasks(clearRegion(document), masks), guides), ...size, layers };
}

function scaledLayer(layer: Layer, page: Size, size: Size, { layers }: Resampled): Layer {
  const factors = factorsOf(page, size);
  const { across, down } = factors;
  if (layer.kind === 'picture') {
    const pixels = scaledPixels(layer, page, size);
    const own = ofLayer(layer, factors);
    return {
      ...layer,
      ...pixels,
      blob: layers.get(layer.id) ?? layer.blob,
      mediaType: 'image/png',
      generationId: null,
      x: layer.x * across,
      y: layer.y * down,
      scaleX: (layer.scaleX * layer.width * own.across) / pixels.width,
      scaleY: (layer.scaleY * layer.height * own.down) / pixels.height,
      mask: scaledMask(layer.mask, pixels.width / layer.width, pixels.height / layer.height),
    };
  }
  if (layer.kind === 'shape') {
    const own = ofLayer(layer, factors);
    return grownShape({ ...layer, x: layer.x * across, y: layer.y * down }, own.across, own.down);
  }
  if (layer.kind === 'paint' || layer.kind === 'text') {
    // Tiles are not resampled, and text has none. The layer is shown larger or smaller.
    const own = ofLayer(layer, factors);
    return {
      ...layer,
      x: layer.x * across,
      y: layer.y * down,
      scaleX: layer.scaleX * own.across,
      scaleY: layer.scaleY * own.down,
    };
  }
  if (layer.kind === 'unreadable' && layer.box !== null) {
    const { x, y, scaleX, scaleY } = layer.box;
    const box = { ...layer.box, x: x * across, y: y * down, scaleX: scaleX * across, scaleY: scaleY * down };
    return { ...layer, box };
  }
  const mask = scaledMask(layer.mask, across, down);
  if (layer.kind === 'fill' && layer.fill.type === 'gradient') {
    const scaled = ({ x, y }: Point): Point => ({ x: x * across, y: y * down });
    const { fill } = layer;
    return { ...layer, mask, fill: { ...fill, from: scaled(fill.from), to: scaled(fill.to) } };
  }
  return layer.mask === null ? layer : { ...layer, mask };
}
