import { TILE_SIDE } from '../../../preload/contract/paint-tiles.ts';
import type { Frame, RegionMask } from '../../../preload/contract/pictures.ts';
import { intersection, union } from '../../document/mask-raster.ts';
import type { Ink, PaintJob, TilePatch, Tip } from '../../document/paint.ts';
import { type Blending, blend, type TilePixels } from './blend.ts';
import { type Coverage, FULL, printOf, stamp } from './stamp.ts';
import type { Dab } from './stroke-path.ts';

/** Finds the pixels of a tile by the hash of its blob; null where they have not been given yet. */
export type TileOf = (hash: string) => TilePixels | null;

interface Touched {
  readonly column: number;
  readonly row: number;
  /** The blob of the tile before the stroke, where it was not clear. */
  readonly blob: string | null;
  readonly coverage: Coverage;
  /** The pixels with the paint, once something of them was shown. */
  pixels: TilePixels | null;
  /** What has been painted since the last patch, in pixels of the tile. */
  dirty: Frame | null;
}

/** The paint of one job: what covers the tiles, and what they look like with it. */
export class PaintTask {
  readonly #job: PaintJob;
  #blending: Blending;
  readonly #tileOf: TileOf;
  readonly #blobs: ReadonlyMap<string, string>;
  readonly #touched = new Map<string, Touched>();

  constructor(job: PaintJob, region: RegionMask | null, tileOf: TileOf) {
    const { ink, opacity, keepAlpha, isMask, target } = job;
    this.#job = job;
    this.#tileOf = tileOf;
    this.#blending = { ink, opacity, keepAlpha, isMask, matrix: target.matrix, region: job.inRegion ? region : null };
    this.#blobs = new Map(target.tiles.map(({ column, row, blob }) => [`${column} ${row}`, blob]));
  }

  /** Lays one dab. */
  print(dab: Dab, tip: Tip): void {
    const { target } = this.#job;
    const print = printOf(dab, tip, target.matrix);
    this.#each(print.box, (tile, left, top, clip) => stamp(tile.coverage, print, left, top, clip));
  }

  /** Gives all paint of the job another ink, as if it had had that from the start. */
  setInk(ink: Ink): void {
    this.#blending = { ...this.#blending, ink };
    for (const tile of this.#touched.values()) tile.dirty = WHOLE;
  }

  /** Covers pixels of the layer in full, or by `strength`, which is asked in pixels of the layer. */
  cover(box: Frame, strength?: (x: number, y: number) => number): void {
    this.#each(box, ({ coverage }, left, top, clip) => {
      for (let y = clip.y; y < clip.y + clip.height; y++) {
        const row = (y - top) * TILE_SIDE - left;
        if (strength === undefined) coverage.fill(FULL, row + clip.x, row + clip.x + clip.width);
        else for (let x = clip.x; x < clip.x + clip.width; x++) coverage[row + x] = Math.round(FULL * strength(x, y));
      }
    });
  }

  /** The blobs of touched tiles whose pixels are not known. */
  missing(): string[] {
    const named = [...this.#touched.values()].flatMap(({ blob }) => blob ?? []);
    return named.filter((blob) => this.#tileOf(blob) === null);
  }

  /** What has changed since the last call. A tile whose pixels are not known waits. */
  patches(): TilePatch[] {
    return [...this.#touched.values()].flatMap((tile): TilePatch[] => {
      const part = this.#update(tile);
      if (part === null || tile.pixels === null) return [];
      return [{ column: tile.column, row: tile.row, frame: part, rgba: cut(tile.pixels, part) }];
    });
  }

  /** The tiles that differ from before, with their pixels; null for a tile that is clear now. */
  results(): { readonly column: number; readonly row: number; readonly pixels: TilePixels | null }[] {
    return [...this.#touched.values()].flatMap((tile) => {
      this.#update(tile);
      const { column, row, blob, pixels } = tile;
      const base = blob === null ? null : this.#tileOf(blob);
      if (pixels === null || isSame(base, pixels)) return [];
      return [{ column, row, pixels: isClear(pixels) ? null : pixels }];
    });
  }

  /** @returns the part of the tile that was blended; null where there was nothing to do */
  #update(tile: Touched): Frame | null {
    const base = tile.blob === null ? null : this.#tileOf(tile.blob);
    if (tile.dirty === null || (tile.blob !== null && base === null)) return null;
    // The first patch has the whole tile, with what was there before.
    const part = tile.pixels === null ? WHOLE : tile.dirty;
    tile.pixels ??= new Uint8ClampedArray(4 * TILE_SIDE * TILE_SIDE);
    tile.dirty = null;
    const [left, top] = [tile.column * TILE_SIDE, tile.row * TILE_SIDE];
    blend(base, tile.coverage, this.#blending, left, top, part, tile.pixels);
    return part;
  }

  /** Calls back with every tile that a box of the layer touches, and with the part of the box in it. */
  #each(box: Frame, visit: (tile: Touched, left: number, top: number, clip: Frame) => void): void {
    const { width, height } = this.#job.target;
    const inside = intersection(box, { x: 0, y: 0, width, height });
    if (inside === null) return;
    const last = {
      column: Math.floor((inside.x + inside.width - 1) / TILE_SIDE),
      row: Math.floor((inside.y + inside.height - 1) / TILE_SIDE),
    };
    for (let row = Math.floor(inside.y / TILE_SIDE); row <= last.row; row++) {
      for (let column = Math.floor(inside.x / TILE_SIDE); column <= last.column; column++) {
        const [left, top] = [column * TILE_SIDE, row * TILE_SIDE];
        const clip = intersection(inside, { x: left, y: top, width: TILE_SIDE, height: TILE_SIDE });
        if (clip === null) continue;
        const tile = this.#tile(column, row);
        visit(tile, left, top, clip);
        tile.dirty = union(tile.dirty, { ...clip, x: clip.x - left, y: clip.y - top });
      }
    }
  }

  #tile(column: number, row: number): Touched {
    const place = `${column} ${row}`;
    const known = this.#touched.get(place);
    if (known !== undefined) return known;
    const coverage = new Uint16Array(TILE_SIDE * TILE_SIDE);
    const tile = { column, row, blob: this.#blobs.get(place) ?? null, coverage, pixels: null, dirty: null };
    this.#touched.set(place, tile);
    return tile;
  }
}

const WHOLE = { x: 0, y: 0, width: TILE_SIDE, height: TILE_SIDE };

function cut(pixels: TilePixels, { x, y, width, height }: Frame): TilePixels {
  const part = new Uint8ClampedArray(4 * width * height);
  for (let row = 0; row < height; row++) {
    const start = 4 * ((y + row) * TILE_SIDE + x);
    part.set(pixels.subarray(start, start + 4 * width), 4 * row * width);
  }
  return part;
}

function isSame(base: TilePixels | null, pixels: TilePixels): boolean {
  if (base === null) return isClear(pixels);
  const [one, other] = [wordsOf(base), wordsOf(pixels)];
  return one.every((word, at) => word === other[at]);
}

export function isClear(pixels: TilePixels): boolean {
  return wordsOf(pixels).every((word) => word === 0);
}

const wordsOf = ({ buffer, byteOffset, length }: TilePixels) => new Uint32Array(buffer, byteOffset, length / 4);
