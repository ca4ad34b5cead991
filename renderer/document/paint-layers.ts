import { MOST_LAYERS, type PaintLayer, type PictureDocument } from '../../preload/contract/document.ts';
import { type PaintTile, TILE_SIDE } from '../../preload/contract/paint-tiles.ts';
import { MAX_PIXELS, MAX_SIDE } from '../../preload/contract/pictures.ts';
import { cornersOfBox, inverted, mapped, matrixOf } from './layer-matrix.ts';
import { isShown } from './layer-tree.ts';
import { locksOn, takesLayers } from './locks.ts';
import { paintLayer } from './new-layer.ts';
import { findLayer } from './operations.ts';
import type { PaintTarget } from './paint.ts';

/** Where paint goes, and how it becomes tiles of a layer. */

export interface NewLayer {
  readonly id: string;
  readonly name: string;
}

/**
 * The layer to paint on: the chosen one, or the topmost where none is chosen, grown to cover the page. Where that takes
 * no paint, it is a new layer above it, and null where the page has no room for one.
 */
export function paintTarget(document: PictureDocument, chosenId: string | null, fresh: NewLayer): PaintTarget | null {
  const meant = chosenId ?? document.layers.at(-1)?.id;
  const index = document.layers.findIndex(({ id }) => id === meant);
  const chosen = document.layers[index];
  if (chosen !== undefined && takesPaint(document, chosen.id) && chosen.kind === 'paint') {
    return { layer: grownToPage(chosen, document), index };
  }
  if (document.layers.length >= MOST_LAYERS) return null;
  const { width, height } = document;
  const group = chosen?.parentId ?? null;
  const parentId = takesLayers(document.layers, group) ? group : null;
  const at = chosen === undefined || parentId !== group ? document.layers.length : index + 1;
  return { layer: paintLayer({ ...fresh, width, height, parentId }), index: at };
}

/** Whether a layer can be painted on: it is paint, it can be seen, and no lock forbids it. */
export function takesPaint(document: PictureDocument, id: string): boolean {
  const layer = findLayer(document, id);
  return layer?.kind === 'paint' && isShown(layer) && !locksOn(document.layers, id).all;
}

/** A tiny overlap by rounding adds no tiles. */
const NEGLIGIBLE = 1e-6;

/**
 * The layer with a box that covers the page, and with all of its paint in its place. The box grows to the left and to
 * the top by whole tiles. A layer that would become too large stays as it is.
 */
export function grownToPage(layer: PaintLayer, page: Pick<PictureDocument, 'width' | 'height'>): PaintLayer {
  const onLayer = inverted(matrixOf(layer));
  const corners = cornersOfBox({ x: 0, y: 0, ...page }).map((corner) => mapped(onLayer, corner));
  const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
  const columns = Math.max(0, Math.ceil((-Math.min(...xs) - NEGLIGIBLE) / TILE_SIDE));
  const rows = Math.max(0, Math.ceil((-Math.min(...ys) - NEGLIGIBLE) / TILE_SIDE));
  const width = columns * TILE_SIDE + Math.max(layer.width, Math.ceil(Math.max(...xs) - NEGLIGIBLE));
  const height = rows * TILE_SIDE + Math.max(layer.height, Math.ceil(Math.max(...ys) - NEGLIGIBLE));
  if (width === layer.width && height === layer.height) return layer;
  if (width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS) return layer;
  return resized(layer, columns, rows, width, height);
}

function resized(layer: PaintLayer, columns: number, rows: number, width: number, height: number): PaintLayer {
  const [dx, dy] = [columns * TILE_SIDE, rows * TILE_SIDE];
  const { mask } = layer;
  const grown: PaintLayer = {
    ...layer,
    width,
    height,
    mask: mask && { ...mask, x: mask.x + dx, y: mask.y + dy },
    tiles: layer.tiles.map((tile) => ({ ...tile, column: tile.column + columns, row: tile.row + rows })),
  };
  const before = mapped(matrixOf(layer), { x: 0, y: 0 });
  const after = mapped(matrixOf(grown), { x: dx, y: dy });
  return { ...grown, x: grown.x + before.x - after.x, y: grown.y + before.y - after.y };
}

/** A tile that a stroke has changed. Null where it has become clear. */
export interface TileChange {
  readonly column: number;
  readonly row: number;
  readonly blob: string | null;
}

/** The tiles after some of them have changed, in reading order. */
export function changedTiles(tiles: readonly PaintTile[], changes: readonly TileChange[]): PaintTile[] {
  const changed = new Set(changes.map(placeOf));
  const painted = changes.filter((tile): tile is PaintTile => tile.blob !== null);
  const left = tiles.filter((tile) => !changed.has(placeOf(tile)));
  return [...left, ...painted].sort((a, b) => a.row - b.row || a.column - b.column);
}

const placeOf = ({ column, row }: Pick<PaintTile, 'column' | 'row'>) => `${column} ${row}`;

/**
 * The document after paint on a target. A target that the document lacks is added. A layer that has been removed
 * meanwhile stays away.
 * @param isNew whether the target was no layer of the document when the stroke began
 */
export function painted(
  document: PictureDocument,
  { layer, index }: PaintTarget,
  isNew: boolean,
  changes: readonly TileChange[],
): PictureDocument {
  if (changes.length === 0) return document;
  const tiles = changedTiles(layer.tiles, changes);
  if (isNew) {
    const at = Math.min(index, document.layers.length);
    const parentId = document.layers.some(({ id }) => id === layer.parentId) ? layer.parentId : null;
    return { ...document, layers: document.layers.toSpliced(at, 0, { ...layer, parentId, tiles }) };
  }
  const now = findLayer(document, layer.id);
  if (now?.kind !== 'paint') return document;
  const { width, height, mask } = layer;
  const grew = width !== now.width || height !== now.height;
  const box = grew ? { width, height, mask, x: layer.x, y: layer.y } : {};
  return { ...document, layers: document.layers.with(document.layers.indexOf(now), { ...now, ...box, tiles }) };
}
