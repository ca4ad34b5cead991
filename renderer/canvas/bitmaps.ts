import type { MediaType } from '../../preload/contract/document.ts';
import type { LoadBlob } from '../document/canvas-port.ts';
import { decodePicture } from './pictures.ts';

/** Where composing gets its pictures from. */
export type Bitmaps = Pick<BitmapCache, 'get'>;

/** Pictures of layers that went stay decoded for a quick undo, up to this many. */
const SPARE = 12;

/** Decoded pictures by content: two layers of one picture share it. */
export class BitmapCache {
  readonly #loadBlob: LoadBlob;
  readonly #bitmaps = new Map<string, Promise<ImageBitmap>>();

  constructor(loadBlob: LoadBlob) {
    this.#loadBlob = loadBlob;
  }

  /** The same pictures, those that are missing from the blobs of another project. */
  from(loadBlob: LoadBlob): Bitmaps {
    return { get: (hash, mediaType) => this.get(hash, mediaType, loadBlob) };
  }

  /** Rejects where the blob is missing or damaged; the next call tries again. */
  get(hash: string, mediaType: MediaType, loadBlob = this.#loadBlob): Promise<ImageBitmap> {
    const known = this.#bitmaps.get(hash);
    if (known !== undefined) {
      this.#bitmaps.delete(hash); // moves to the end: used last
      this.#bitmaps.set(hash, known);
      return known;
    }
    const loading = loadBlob(hash).then((bytes) => decodePicture(bytes, mediaType));
    this.#bitmaps.set(hash, loading);
    loading.catch(() => {
      if (this.#bitmaps.get(hash) === loading) this.#bitmaps.delete(hash);
    });
    return loading;
  }

  /** Lets the longest unused pictures go that no layer shows. */
  trim(used: ReadonlySet<string>): void {
    const spare = [...this.#bitmaps.keys()].filter((hash) => !used.has(hash));
    for (const hash of spare.slice(0, Math.max(0, spare.length - SPARE))) this.#forget(hash);
  }

  clear(): void {
    for (const hash of [...this.#bitmaps.keys()]) this.#forget(hash);
  }

  #forget(hash: string): void {
    const loading = this.#bitmaps.get(hash);
    this.#bitmaps.delete(hash);
    loading?.then(
      (bitmap) => bitmap.close(),
      () => {}, // it never was a picture: nothing to free
    );
  }
}
