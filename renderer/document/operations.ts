import type { Layer, PictureDocument, Stroke } from '../../preload/contract/document.ts';
import type { Sides } from '../../preload/contract/task-inputs.ts';

/**
 * Every change to a picture, as `(document, ...arguments) -> document`. An operation that changes
 * nothing returns the document that it was given, so that no empty undo step is made. Layers and
 * strokes that stay are kept by identity: the diffs of history.ts rely on it.
 */

export type LayerPatch = Partial<Omit<Layer, 'id'>>;

export function emptyDocument(width = 1024, height = 1024): PictureDocument {
  return { width, height, layers: [], mask: [] };
}

/** True for a page on which nothing has been put or painted. */
export function isEmpty(document: PictureDocument): boolean {
  return document.layers.length === 0 && document.mask.length === 0;
}

/** Whether anything can be seen on the page. */
export function showsPicture({ layers }: Pick<PictureDocument, 'layers'>): boolean {
  return layers.some(({ visible }) => visible);
}

export function findLayer(document: PictureDocument, id: string): Layer | null {
  return document.layers.find((layer) => layer.id === id) ?? null;
}

/** Puts `layer` at `index` from the bottom; on top where none is named. */
export function addLayer(document: PictureDocument, layer: Layer, index = document.layers.length): PictureDocument {
  if (findLayer(document, layer.id) !== null) return document;
  return { ...document, layers: document.layers.toSpliced(clampIndex(index, document.layers.length), 0, layer) };
}

export function removeLayer(document: PictureDocument, id: string): PictureDocument {
  const layers = document.layers.filter((layer) => layer.id !== id);
  return layers.length === document.layers.length ? document : { ...document, layers };
}

export function updateLayer(document: PictureDocument, id: string, patch: LayerPatch): PictureDocument {
  const at = document.layers.findIndex((layer) => layer.id === id);
  const layer = document.layers[at];
  if (layer === undefined || !differs(layer, patch)) return document;
  return { ...document, layers: document.layers.with(at, { ...layer, ...patch }) };
}

/** Moves a layer so that it ends up at `toIndex` from the bottom. */
export function moveLayer(document: PictureDocument, id: string, toIndex: number): PictureDocument {
  const from = document.layers.findIndex((layer) => layer.id === id);
  const layer = document.layers[from];
  const to = clampIndex(toIndex, document.layers.length - 1);
  if (layer === undefined || from === to) return document;
  return { ...document, layers: document.layers.toSpliced(from, 1).toSpliced(to, 0, layer) };
}

/** A copy right above the original. */
export function duplicateLayer(document: PictureDocument, id: string, newId: string): PictureDocument {
  const at = document.layers.findIndex((layer) => layer.id === id);
  const layer = document.layers[at];
  if (layer === undefined) return document;
  return addLayer(document, { ...layer, id: newId, name: copyName(layer.name) }, at + 1);
}

export function addStroke(document: PictureDocument, stroke: Stroke): PictureDocument {
  // Erasing where nothing is painted leaves no trace.
  if (stroke.erase && document.mask.length === 0) return document;
  return { ...document, mask: [...document.mask, stroke] };
}

export function clearMask(document: PictureDocument): PictureDocument {
  return document.mask.length === 0 ? document : { ...document, mask: [] };
}

export function hasPaper({ paper }: Pick<PictureDocument, 'paper'>): boolean {
  return paper !== false;
}

export function setPaper(document: PictureDocument, shown: boolean): PictureDocument {
  if (hasPaper(document) === shown) return document;
  const { paper: _, ...bare } = document;
  return shown ? bare : { ...bare, paper: false };
}

/** Layers and strokes stay where they are, from the top left corner. */
export function resizePage(document: PictureDocument, width: number, height: number): PictureDocument {
  if (document.width === width && document.height === height) return document;
  return { ...document, width, height };
}

export function grownSize({ width, height }: { readonly width: number; readonly height: number }, sides: Sides) {
  return { width: width + sides.left + sides.right, height: height + sides.top + sides.bottom };
}

/** Adds to the page on its sides; what lies on it stays where it is in the picture. */
export function growPage(document: PictureDocument, sides: Sides): PictureDocument {
  const { left, top } = sides;
  const grown = { ...document, ...grownSize(document, sides) };
  if (left === 0 && top === 0) return resizePage(document, grown.width, grown.height);
  return {
    ...grown,
    layers: document.layers.map((layer) => ({ ...layer, x: layer.x + left, y: layer.y + top })),
    mask: document.mask.map((stroke) => ({
      ...stroke,
      points: stroke.points.map((value, i) => value + (i % 2 === 0 ? left : top)),
    })),
  };
}

function differs(layer: Layer, patch: LayerPatch): boolean {
  return Object.entries(patch).some(([key, value]) => !Object.is(layer[key as keyof Layer], value));
}

function clampIndex(index: number, last: number): number {
  return Math.max(0, Math.min(Math.trunc(index), last));
}

function copyName(name: string): string {
  return `${name.slice(0, 190)} copy`;
}
