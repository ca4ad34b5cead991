import type { Frame } from '../../preload/contract/pictures.ts';
import { type MaskRaster, union } from '../document/mask-raster.ts';
import { boxOnScreen, turnMatrix } from '../document/view-transform.ts';
import type { Viewport } from '../document/viewport-port.ts';
import { contextOf } from './pictures.ts';
import { numbersOf } from './turned.ts';

/** The side of a tile in page pixels. Tiles exist only under the region, and only changed ones are uploaded again. */
const TILE = 512;

/** The greatest amount of pixels that is copied at once, and the milliseconds for which the rest is copied in one frame. */
const AT_ONCE = 1024 * 1024;
const SLICE_MS = 8;

/** Half strength, where the edge of a soft region is drawn. */
const EDGE = 128;

/** Where the mask is drawn. */
export interface OnScreen {
  readonly viewport: Viewport;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
  /** The part to draw, in device pixels. */
  readonly clip: Frame;
}

interface Tile {
  /** The region in white. Its alpha is the strength of the region. */
  readonly soft: OffscreenCanvas;
  /** White where the region has at least half its strength; null while that equals `soft`. */
  edge: OffscreenCanvas | null;
  /** A rectangle of the page that holds all paint of the tile; null where there has been none. */
  painted: Frame | null;
}

/** A mask in tiles that can be drawn at any zoom. */
export class MaskTiles {
  readonly #tiles = new Map<number, Tile>();
  /** The parts of the mask that are not copied yet, by the tiles that they lie in. */
  readonly #waiting = new Map<number, Frame>();
  #columns = 1;

  /** Whether any part of the edge is soft. */
  get isSoft(): boolean {
    return [...this.#tiles.values()].some(({ edge }) => edge !== null);
  }

  /** A rectangle of the page that holds all paint; null where there is none. After erasing it may be too large. */
  get bounds(): Frame | null {
    return [...this.#tiles.values()].reduce<Frame | null>((all, { painted }) => union(all, painted), null);
  }

  clear(): void {
    this.#tiles.clear();
    this.#waiting.clear();
  }

  /** Whether parts wait to be copied. */
  get isWaiting(): boolean {
    return this.#waiting.size > 0;
  }

  /**
   * Copies a changed rectangle of the mask into the tiles. A large one waits for `copySome`.
   * @returns the rectangle that was copied; null where it waits
   */
  copy(mask: MaskRaster, part: Frame): Frame | null {
    this.#columns = Math.ceil(mask.width / TILE);
    const isSmall = part.width * part.height <= AT_ONCE;
    const lastColumn = Math.floor((part.x + part.width - 1) / TILE);
    const lastRow = Math.floor((part.y + part.height - 1) / TILE);
    for (let row = Math.floor(part.y / TILE); row <= lastRow; row++) {
      for (let column = Math.floor(part.x / TILE); column <= lastColumn; column++) {
        const index = row * this.#columns + column;
        if (isSmall) this.#copyToTile(mask, index, part);
        else this.#waiting.set(index, union(this.#waiting.get(index) ?? null, part) ?? part);
      }
    }
    return isSmall ? part : null;
  }

  /**
   * Copies parts that wait, for some milliseconds.
   * @returns the rectangle that was copied; null where nothing was
   */
  copySome(mask: MaskRaster): Frame | null {
    const end = performance.now() + SLICE_MS;
    let copied: Frame | null = null;
    for (const [index, part] of this.#waiting) {
      this.#waiting.delete(index);
      copied = union(copied, this.#copyToTile(mask, index, part));
      if (performance.now() >= end) break;
    }
    return copied;
  }

  /** @param edge whether to draw the hard edge in place of the soft one */
  draw(context: OffscreenCanvasRenderingContext2D, { viewport, ratio, clip }: OnScreen, edge: boolean): void {
    const { zoom, x, y } = viewport;
    context.imageSmoothingEnabled = false;
    context.save();
    if (viewport.angle !== 0) {
      context.transform(...numbersOf(turnMatrix(viewport, ratio)));
      // The edges of turned tiles are soft, and the halves of a pixel between two of them add up to the whole.
      context.globalCompositeOperation = 'lighter';
    }
    const isOut = outside(viewport, ratio, clip);
    for (const [index, tile] of this.#tiles) {
      const picture = edge ? (tile.edge ?? tile.soft) : tile.soft;
      const left = (index % this.#columns) * TILE;
      const top = Math.floor(index / this.#columns) * TILE;
      // Neighbouring tiles share edges on whole device pixels, so that no seams show between them.
      const x0 = Math.round((x + left * zoom) * ratio);
      const y0 = Math.round((y + top * zoom) * ratio);
      const x1 = Math.round((x + (left + picture.width) * zoom) * ratio);
      const y1 = Math.round((y + (top + picture.height) * zoom) * ratio);
      if (isOut({ x: x0, y: y0, width: x1 - x0, height: y1 - y0 })) continue;
      context.drawImage(picture, x0, y0, x1 - x0, y1 - y0);
    }
    context.restore();
  }

  /** @returns the part of the rectangle that lies in the tile */
  #copyToTile(mask: MaskRaster, index: number, part: Frame): Frame {
    const [column, row] = [index % this.#columns, Math.floor(index / this.#columns)];
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
    const kind = kindOf(mask, touched);
    const known = this.#tiles.get(index);
    // A part that was blank and stays blank needs no tile.
    if (known === undefined && kind === 'blank') return touched;
    const tile = known ?? { soft: new OffscreenCanvas(whole.width, whole.height), edge: null, painted: null };
    this.#tiles.set(index, tile);
    const painted = put(tile.soft, mask, touched, whole, (value) => value);
    const isWhole = width === whole.width && height === whole.height;
    tile.painted = isWhole ? painted : union(tile.painted, painted);
    if (tile.edge === null && kind !== 'soft') return touched;
    const hard = (value: number) => (value >= EDGE ? 255 : 0);
    if (tile.edge !== null) put(tile.edge, mask, touched, whole, hard);
    else {
      tile.edge = new OffscreenCanvas(whole.width, whole.height);
      put(tile.edge, mask, whole, whole, hard);
    }
    return touched;
  }
}

/** Whether a box of an upright view, in device pixels, lies outside of the clip once it is turned. */
function outside(viewport: Viewport, ratio: number, clip: Frame): (box: Frame) => boolean {
  const device = { zoom: 1, x: viewport.x * ratio, y: viewport.y * ratio, angle: viewport.angle };
  return ({ x, y, width, height }) => {
    const box = boxOnScreen(device, { x: x - device.x, y: y - device.y, width, height });
    return (
      box.x + box.width <= clip.x ||
      box.y + box.height <= clip.y ||
      box.x >= clip.x + clip.width ||
      box.y >= clip.y + clip.height
    );
  };
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

/**
 * @param part a rectangle of the mask inside `tile`
 * @returns the smallest rectangle of the mask that holds all that is not blank; null where all is blank
 */
function put(
  canvas: OffscreenCanvas,
  { width, values }: MaskRaster,
  part: Frame,
  tile: Frame,
  alphaOf: (value: number) => number,
): Frame | null {
  const image = new ImageData(part.width, part.height);
  const pixels = new Uint32Array(image.data.buffer);
  let [left, top, right, bottom] = [part.width, part.height, 0, 0];
  for (let y = 0; y < part.height; y++) {
    const start = (part.y + y) * width + part.x;
    for (let x = 0; x < part.width; x++) {
      const alpha = alphaOf(values[start + x] ?? 0);
      if (alpha === 0) continue;
      pixels[y * part.width + x] = (alpha << 24) | 0xff_ff_ff;
      left = Math.min(left, x);
      right = Math.max(right, x + 1);
      top = Math.min(top, y);
      bottom = y + 1;
    }
  }
  contextOf(canvas).putImageData(image, part.x - tile.x, part.y - tile.y);
  if (right === 0) return null;
  return { x: part.x + left, y: part.y + top, width: right - left, height: bottom - top };
}
