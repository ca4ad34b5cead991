import type { Layer, PictureDocument } from '../../preload/contract/document.ts';
import { TILE_SIDE } from '../../preload/contract/paint-tiles.ts';
import { type Box, boxAround } from '../document/layer-bounds.ts';
import { cornersOfBox, mapped, matrixOf } from '../document/layer-matrix.ts';
import type { PaintTarget, TilePatch } from '../document/paint.ts';
import type { PaintSurface } from './paint-surface.ts';
import { contextOf } from './pictures.ts';

interface LiveTile {
  readonly column: number;
  readonly row: number;
  readonly context: OffscreenCanvasRenderingContext2D;
}

/** A stroke that the document does not have yet: its layer, and the tiles that it has touched so far. */
export class LivePaint {
  readonly target: PaintTarget;
  readonly projectId: string | undefined;
  readonly #tiles = new Map<string, LiveTile>();

  constructor(target: PaintTarget, projectId: string | undefined) {
    this.target = target;
    this.projectId = projectId;
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
    const { layer, index } = this.target;
    if (document.projectId !== this.projectId) return document;
    const at = document.layers.findIndex(({ id }) => id === layer.id);
    const now = document.layers[at];
    if (now?.kind !== 'paint') {
      return at >= 0 ? document : { ...document, layers: document.layers.toSpliced(index, 0, layer) };
    }
    if (now.width === layer.width && now.height === layer.height) return document;
    const { width, height, x, y, mask, tiles } = layer;
    return { ...document, layers: document.layers.with(at, { ...now, width, height, x, y, mask, tiles }) };
  }

  /** The rectangle of the page around rectangles of the layer. */
  onPage(boxes: readonly Box[]): Box | null {
    const matrix = matrixOf(this.target.layer);
    return boxAround(boxes.flatMap(cornersOfBox).map((corner) => mapped(matrix, corner)));
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

/** Whether two pages differ at most in the tiles of their paint layers. */
export function differInPaint(before: PictureDocument, after: PictureDocument): boolean {
  const isAlike = (layer: Layer, at: number) => {
    const old = before.layers[at];
    if (old === layer) return true;
    if (old?.kind !== 'paint' || layer.kind !== 'paint') return false;
    const { tiles: _, ...rest } = layer;
    return Object.entries(rest).every(([key, value]) => Object.is(old[key as keyof typeof rest], value));
  };
  const isSameSize = before.width === after.width && before.height === after.height;
  return isSameSize && before.layers.length === after.layers.length && after.layers.every(isAlike);
}
