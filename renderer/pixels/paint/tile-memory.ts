import { decode, encode } from 'fast-png';
import { TILE_SIDE } from '../../../preload/contract/paint-tiles.ts';
import type { TilePixels } from './blend.ts';

/**
 * How many tiles stay in memory, of a quarter of a megabyte each. A stroke finds those of the strokes before it; those of a
 * long day would only fill the memory.
 */
const MOST = 160;

/** The pixels of tiles by the hash of their blobs. The least recently used are forgotten first. */
export class TileMemory {
  readonly #tiles = new Map<string, TilePixels>();

  get(blob: string): TilePixels | null {
    const pixels = this.#tiles.get(blob);
    if (pixels === undefined) return null;
    this.#tiles.delete(blob);
    this.#tiles.set(blob, pixels);
    return pixels;
  }

  keep(blob: string, pixels: TilePixels): void {
    this.#tiles.set(blob, pixels);
    for (const oldest of this.#tiles.keys()) {
      if (this.#tiles.size <= MOST) break;
      this.#tiles.delete(oldest);
    }
  }
}

const DEEPEST = 255;

/** @throws Error where the bytes are no tile */
export function pixelsOfTile(png: Uint8Array<ArrayBuffer>): TilePixels {
  const { width, height, data, channels, depth } = decode(png);
  if (width !== TILE_SIDE || height !== TILE_SIDE || channels !== 4 || depth !== 8) {
    throw new Error(`A tile has ${width} x ${height} pixels with ${channels} channels of ${depth} bits.`);
  }
  return Uint8ClampedArray.from(data, (value) => Math.min(DEEPEST, value));
}

/** The same pixels always give the same bytes. */
export function pngOfTile(pixels: TilePixels): Uint8Array<ArrayBuffer> {
  const data = new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.length);
  return new Uint8Array(encode({ width: TILE_SIDE, height: TILE_SIDE, data, channels: 4, depth: 8 }));
}

export async function hashOfTile(png: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', png));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
