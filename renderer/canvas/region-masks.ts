import type { RegionMask } from '../../preload/contract/pictures.ts';
import type { LoadBlob } from '../document/page-raster.ts';
import { decodeInTurn } from './decoding.ts';
import { contextOf } from './pictures.ts';

/** How many bytes of masks that no visible region names stay in memory, for an undo. */
const SPARE = 64 * 1024 * 1024;

/**
 * The grey pictures that the steps of a region name, as pixels, by content hash. A hash means the same mask in every
 * project.
 */
export class RegionMasks {
  readonly #decode: typeof decodeInTurn;
  /** The masks in the order of their last use. */
  readonly #masks = new Map<string, RegionMask>();
  readonly #loading = new Map<string, Promise<void>>();

  constructor(decode = decodeInTurn) {
    this.#decode = decode;
  }

  readonly get = (hash: string): RegionMask | null => this.#masks.get(hash) ?? null;

  has(hashes: readonly string[]): boolean {
    return hashes.every((hash) => this.#masks.has(hash));
  }

  /** Resolves when all of the masks have loaded. Rejects where one is missing or damaged; the next call tries again. */
  async load(hashes: readonly string[], loadBlob: LoadBlob): Promise<void> {
    await Promise.all(hashes.map((hash) => this.#load(hash, loadBlob)));
    this.#keepFew(hashes);
  }

  #load(hash: string, loadBlob: LoadBlob): Promise<void> {
    const known = this.#masks.get(hash);
    if (known !== undefined) {
      this.#masks.delete(hash); // moves it to the end, as the most recently used
      this.#masks.set(hash, known);
      return Promise.resolve();
    }
    const loading = this.#loading.get(hash) ?? this.#begin(hash, loadBlob);
    this.#loading.set(hash, loading);
    return loading;
  }

  async #begin(hash: string, loadBlob: LoadBlob): Promise<void> {
    try {
      this.#masks.set(hash, greyOf(await this.#decode(() => loadBlob(hash), 'image/png')));
    } finally {
      this.#loading.delete(hash);
    }
  }

  #keepFew(used: readonly string[]): void {
    let spare = 0;
    for (const [hash, { values }] of [...this.#masks].toReversed()) {
      if (used.includes(hash)) continue;
      spare += values.length;
      if (spare > SPARE) this.#masks.delete(hash);
    }
  }
}

/** Takes the red channel of a grey picture. Closes the bitmap. */
function greyOf(bitmap: ImageBitmap): RegionMask {
  const { width, height } = bitmap;
  const context = contextOf(new OffscreenCanvas(width, height), { willReadFrequently: true });
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  const { data } = context.getImageData(0, 0, width, height);
  const values = new Uint8Array(width * height);
  for (let at = 0; at < values.length; at++) values[at] = data[4 * at] ?? 0;
  return { width, height, values };
}
