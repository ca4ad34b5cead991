import type { Layer, LayerMask, PictureDocument } from '../../preload/contract/document.ts';
import { type PaintTile, TILE_SIDE } from '../../preload/contract/paint-tiles.ts';
import { type Box, boxAround } from '../document/layer-bounds.ts';
import { cornersOfBox, type Matrix, mapped, matrixOf } from '../document/layer-matrix.ts';
import type { MaskTarget, PaintTarget, TilePatch } from '../document/paint.ts';
import { keyOfMask, keyOfPaint, type SurfaceKey } from './layer-content.ts';
import type { PaintSurface } from './paint-surface.ts';
import { contextOf } from './pictures.ts';

interface LiveTile {
  readonly column: number;
  readonly row: number;
  readonly context: OffscreenCanvasRenderingContext2D;
}

/** A stroke that the document does not have yet: what it paints on, and the tiles that it has touched so far. */
export class LivePaint {
  readonly target: PaintTarget | MaskTarget;
  readonly projectId: string | undefined;
  readonly layerId: string;
  /** Which surface shows it. */
  readonly surface: SurfaceKey;
  readonly #matrix: Matrix;
  readonly #tiles = new Map<string, LiveTile>();

  constructor(target: PaintTarget | MaskTarget, projectId: string | undefined) {
    this.target = target;
    this.projectId = projectId;
    const isMask = 'mask' in target;
    this.layerId = isMask ? target.layerId : target.layer.id;
    this.surface = isMask ? keyOfMask(this.layerId) : keyOfPaint(this.layerId);
    this.#matrix = isMask ? target.matrix : matrixOf(target.layer);
  }

  /** Takes patches and draws them. @returns the changed rectangle of the page */
  take(patches: readonly TilePatch[], surface: PaintSurface | null): Box | null {
    for (const patch of patches) {
      const { column, row, frame, rgba } = patch;
      const tile = this.#tile(column, row);
      tile.context.putImageData(new ImageData(rgba, frame.width, frame.height), frame.x, frame.y);
      surface?.drawLivePart(patch, tile.context.canvas);
    }
    return this.onPage(
      patches.map(({ column, row, frame }) => ({
        ...frame,
        x: column * TILE_SIDE + frame.x,
        y: row * TILE_SIDE + frame.y,
      })),
    );
  }

  /** Draws all of it on a surface that is new, such as after a change of the view. */
  drawOn(surface: PaintSurface): void {
    for (const { column, row, context } of this.#tiles.values()) surface.drawLive({ column, row }, context.canvas);
  }

  /** The page as it is with the layer of the stroke. */
  inDocument(document: PictureDocument): PictureDocument {
    if (document.projectId !== this.projectId) return document;
    return 'mask' in this.target ? withMask(document, this.target) : this.#withLayer(document, this.target);
  }

  /** What of the stroke's tiles a page has. */
  tilesIn({ layers }: PictureDocument): readonly PaintTile[] {
    const layer = layers.find(({ id }) => id === this.layerId);
    if ('mask' in this.target) return layer?.mask != null && 'tiled' in layer.mask ? layer.mask.tiled.tiles : [];
    return layer?.kind === 'paint' ? layer.tiles : [];
  }

  #withLayer(document: PictureDocument, { layer, index }: PaintTarget): PictureDocument {
    const at = document.layers.findIndex(({ id }) => id === layer.id);
    const now = document.layers[at];
    if (now?.kind !== 'paint') {
      return at >= 0 ? document : { ...document, layers: document.layers.toSpliced(index, 0, layer) };
    }
    if (now.width === layer.width && now.height === layer.height) return document;
    const { width, height, x, y, mask, tiles } = layer;
    return { ...document, layers: document.layers.with(at, { ...now, width, height, x, y, mask, tiles }) };
  }

  /** The rectangle of the page around rectangles of the layer or the mask. */
  onPage(boxes: readonly Box[]): Box | null {
    return boxAround(boxes.flatMap(cornersOfBox).map((corner) => mapped(this.#matrix, corner)));
  }

  #tile(column: number, row: number): LiveTile {
    const place = `${column} ${row}`;
    const known = this.#tiles.get(place);
    if (known !== undefined) return known;
    const context = contextOf(new OffscreenCanvas(TILE_SIDE, TILE_SIDE));
    const tile = { column, row, context };
    this.#tiles.set(place, tile);
    return tile;
  }
}

/** The page with the mask as tiles, where it was one picture before the stroke. */
function withMask(document: PictureDocument, { layerId, mask }: MaskTarget): PictureDocument {
  const at = document.layers.findIndex(({ id }) => id === layerId);
  const layer = document.layers[at];
  if (layer === undefined || layer.mask === null || isAlike(layer.mask, mask)) return document;
  const { enabled } = layer.mask;
  return { ...document, layers: document.layers.with(at, { ...layer, mask: { ...mask, enabled } }) };
}

const frameKeys = ['x', 'y', 'width', 'height'] as const;

/** Whether two masks differ at most in their tiles, and in whether they are on. */
function isAlike(a: LayerMask, b: LayerMask): boolean {
  if (!('tiled' in a && 'tiled' in b)) return a === b;
  const isSameSize = a.tiled.width === b.tiled.width && a.tiled.height === b.tiled.height;
  return isSameSize && frameKeys.every((key) => a[key] === b[key]);
}

/** Whether two pages differ at most in the tiles of their paint layers and masks. */
export function differInPaint(before: PictureDocument, after: PictureDocument): boolean {
  const isSame = (layer: Layer, at: number) => {
    const old = before.layers[at];
    if (old === layer) return true;
    if (old === undefined || old.kind !== layer.kind) return false;
    return [...new Set([...Object.keys(old), ...Object.keys(layer)])].every((key) => {
      const [was, is] = [old[key as keyof Layer], layer[key as keyof Layer]];
      if (Object.is(was, is) || (key === 'tiles' && layer.kind === 'paint')) return true;
      if (key !== 'mask' || old.mask === null || layer.mask === null) return false;
      return old.mask.enabled === layer.mask.enabled && isAlike(old.mask, layer.mask);
    });
  };
  const isSameSize = before.width === after.width && before.height === after.height;
  return isSameSize && before.layers.length === after.layers.length && after.layers.every(isSame);
}
