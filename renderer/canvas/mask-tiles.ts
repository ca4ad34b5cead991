import type { Frame } from '../../preload/contract/pictures.ts';
import type { Viewport } from '../document/canvas-port.ts';
import type { MaskRaster } from '../document/mask-raster.ts';
import { contextOf } from './pictures.ts';

/** The side of a tile in page pixels. Tiles exist only under the region, and only changed ones are uploaded again. */
const TILE = 512;

/** Half strength, where the edge of a soft region is drawn. */
const EDGE = 128;

interface Tile {
  /** The region in white. Its alpha is the strength of the region. */
  readonly soft: OffscreenCanvas;
  /** White where the region has at least half its strength; null while that equals `soft`. */
  edge: OffscreenCanvas | null;
}

/** A mask in tiles that can be drawn at any zoom. */
export class MaskTiles {
  readonly #tiles = new Map<number, Tile>();
  #columns = 1;

  /** Whether any part of the edge is soft. */
  get isSoft(): boolean {
    return [...this.#tiles.values()].some(({ edge }) => edge !== null);
  }

  clear(): void {
    this.#tiles.clear();
  }

  /** Copies a changed rectangle of the mask into the tiles. */
  copy(mask: MaskRaster, part: Frame): void {
    this.#columns = Math.ceil(mask.width / TILE);
    const lastColumn = Math.floor((part.x + part.width - 1) / TILE);
    const lastRow = Math.floor((part.y + part.height - 1) / TILE);
    for (let row = Math.floor(part.y / TILE); row <= lastRow; row++) {
      for (let column = Math.floor(part.x / TILE); column <= lastColumn; column++) {
        this.#copyToTile(mask, column, row, part);
      }
    }
  }

  /**
   * @param ratio device pixels per CSS pixel
   * @param edge whether to draw the hard edge in place of the soft one
   */
  draw(context: OffscreenCanvasRenderingContext2D, { zoom, x, y }: Viewport, ratio: number, edge: boolean): void {
    context.imageSmoothingEnabled = false;
    for (const [index, tile] of this.#tiles) {
      const picture = edge ? (tile.edge ?? tile.soft) : tile.soft;
      const left = (index % this.#columns) * TILE;
      const top = Math.floor(index / this.#columns) * TILE;
      // Neighbouring tiles share edges on whole device pixels, so that no seams show between them.
      const x0 = Math.round((x + left * zoom) * ratio);
      const y0 = Math.round((y + top * zoom) * ratio);
      const x1 = Math.round((x + (left + picture.width) * zoom) * ratio);
      const y1 = Math.round((y + (top + picture.height) * zoom) * ratio);
      if (x1 <= 0 || y1 <= 0 || x0 >= context.canvas.width || y0 >= context.canvas.height) continue;
      context.drawImage(picture, x0, y0, x1 - x0, y1 - y0);
    }
  }

  #copyToTile(mask: MaskRaster, column: number, row: number, part: Frame): void {
    const whole = {
      x: column * TILE,
      y: row * TILE,
      width: Math.min(TILE, mask.width - column * TILE),
      height: Math.min(TILE, mask.height - row * TILE),
    };
    const x = Math.max(part.x, whole.x);
    const y = Math.max(part.y, whole.y);
    const width = Math.min(part.x + part.width, whole.x + whole.width) - x;
    const height = Math.min(part.y + part.height, whole.y + whole.height) - y;
    const touched = { x, y, width, height };
    const index = row * this.#columns + column;
    const kind = kindOf(mask, touched);
    const known = this.#tiles.get(index);
    // A part that was blank and stays blank needs no tile.
    if (known === undefined && kind === 'blank') return;
    const tile = known ?? { soft: new OffscreenCanvas(whole.width, whole.height), edge: null };
    this.#tiles.set(index, tile);
    put(tile.soft, mask, touched, whole, (value) => value);
    if (tile.edge === null && kind !== 'soft') return;
    const hard = (value: number) => (value >= EDGE ? 255 : 0);
    if (tile.edge !== null) put(tile.edge, mask, touched, whole, hard);
    else {
      tile.edge = new OffscreenCanvas(whole.width, whole.height);
      put(tile.edge, mask, whole, whole, hard);
    }
  }
}

function kindOf({ width, values }: MaskRaster, part: Frame): 'blank' | 'hard' | 'soft' {
  let kind: 'blank' | 'hard' = 'blank';
  for (let y = part.y; y < part.y + part.height; y++) {
    for (let at = y * width + part.x; at < y * width + part.x + part.width; at++) {
      const value = values[at] ?? 0;
      if (value === 0) continue;
      if (value !== 255) return 'soft';
      kind = 'hard';
    }
  }
  return kind;
}

/** @param part a rectangle of the mask inside `tile` */
function put(
  canvas: OffscreenCanvas,
  { width, values }: MaskRaster,
  part: Frame,
  tile: Frame,
  alphaOf: (value: number) => number,
): void {
  const image = new ImageData(part.width, part.height);
  const pixels = new Uint32Array(image.data.buffer);
  for (let y = 0; y < part.height; y++) {
    const start = (part.y + y) * width + part.x;
    for (let x = 0; x < part.width; x++) {
      const alpha = alphaOf(values[start + x] ?? 0);
      if (alpha !== 0) pixels[y * part.width + x] = (alpha << 24) | 0xff_ff_ff;
    }
  }
  contextOf(canvas).putImageData(image, part.x - tile.x, part.y - tile.y);
}
