import type { LayerMask, PictureLayer, PictureMask } from '../../preload/contract/document.ts';
import type { LoadBlob } from '../document/page-raster.ts';
import { pixelsOf } from '../document/paint-masks.ts';
import { decodeInTurn } from './decoding.ts';
import type { Lease, Pictured } from './lease.ts';
import { bytesAt, sizeAt } from './levels.ts';
import { alphaOfGrey } from './mask-alpha.ts';
import { canvasOfTiles, type Tiled } from './tile-canvas.ts';

type Size = Pick<PictureLayer, 'width' | 'height'>;

/** With `alpha`, a grey mask is decoded to alpha. */
type Wanted = Pictured & { readonly alpha?: true };

const asPicture = ({ blob, width, height }: PictureMask): Wanted => {
  return { blob, width, height, mediaType: 'image/png', alpha: true };
};

/** The source of decoded pictures for drawing. */
export interface Bitmaps {
  /** Rejects where the blob is missing or damaged; the next call tries again. */
  lease(picture: Pictured): Promise<Lease>;
  /** The mask as alpha: opaque where the layer shows. */
  leaseMask(mask: LayerMask): Promise<Lease>;
  /** The tiles of a paint layer, put together. Nothing of it stays in memory after the release. */
  leaseTiles(tiled: Tiled): Promise<Lease>;
}

/** How many bytes of decoded pictures stay in memory without a user, for a quick undo or the next job. */
const SPARE = 192 * 1024 * 1024;

interface Entry {
  readonly loading: Promise<ImageBitmap>;
  readonly bytes: number;
  users: number;
}

/**
 * A cache of decoded pictures by content and level (levels.ts). Two layers with the same picture share one entry. A
 * picture in use is never closed. Of the others, the least recently used are closed first.
 */
export class BitmapCache implements Bitmaps {
  readonly #loadBlob: LoadBlob;
  readonly #decode: typeof decodeInTurn;
  readonly #spare: number;
  /** The entries in the order of their last use. */
  readonly #entries = new Map<string, Entry>();

  constructor(loadBlob: LoadBlob, decode = decodeInTurn, spare = SPARE) {
    this.#loadBlob = loadBlob;
    this.#decode = decode;
    this.#spare = spare;
  }

  /**
   * Returns a view of this cache that loads missing pictures from another project's blobs.
   * @param levelOf the level of a picture; by default each picture is decoded whole
   */
  from(loadBlob: LoadBlob, levelOf: (picture: Size) => number = () => 0): Bitmaps {
    return {
      lease: (picture) => this.lease(picture, levelOf(picture), loadBlob),
      leaseMask: (mask) => this.leaseMask(mask, levelOf(pixelsOf(mask)), loadBlob),
      leaseTiles: (layer) => this.leaseTiles(layer, levelOf(layer), loadBlob),
    };
  }

  leaseMask(mask: LayerMask, level = 0, loadBlob = this.#loadBlob): Promise<Lease> {
    return 'tiled' in mask
      ? this.leaseTiles(mask.tiled, level, loadBlob)
      : this.lease(asPicture(mask), level, loadBlob);
  }

  async leaseTiles(tiled: Tiled, level = 0, loadBlob = this.#loadBlob): Promise<Lease> {
    const bitmap = await canvasOfTiles(tiled, level, (tile) => this.lease(tile, level, loadBlob));
    return { bitmap, release: () => undefined };
  }

  async lease(picture: Wanted, level = 0, loadBlob = this.#loadBlob): Promise<Lease> {
    const key = `${picture.blob}@${level}${picture.alpha ? ' alpha' : ''}`;
    const entry = this.#entries.get(key) ?? this.#load(picture, level, loadBlob);
    this.#entries.delete(key); // moves it to the end, as the most recently used
    this.#entries.set(key, entry);
    entry.users += 1;
    try {
      const bitmap = await entry.loading;
      let held = true;
      const release = () => {
        if (held) this.#release(key, entry);
        held = false;
      };
      return { bitmap, release };
    } catch (error) {
      entry.users -= 1;
      if (this.#entries.get(key) === entry) this.#entries.delete(key);
      throw error;
    }
  }

  /** Bytes of all decoded pictures. */
  get bytes(): number {
    return [...this.#entries.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Closes the pictures without a user at once, and each of the others when it is released. */
  clear(): void {
    for (const [key, entry] of this.#entries) this.#forget(key, entry);
  }

  #load(picture: Wanted, level: number, loadBlob: LoadBlob): Entry {
    const size = level === 0 ? undefined : sizeAt(picture, level);
    const decoded = this.#decode(() => loadBlob(picture.blob), picture.mediaType, size);
    const loading = picture.alpha ? decoded.then(alphaOfGrey) : decoded;
    return { loading, bytes: bytesAt(picture, level), users: 0 };
  }

  #release(key: string, entry: Entry): void {
    entry.users -= 1;
    if (entry.users === 0 && this.#entries.get(key) !== entry) close(entry);
    let spare = 0;
    for (const [key, entry] of [...this.#entries].toReversed()) {
      if (entry.users > 0) continue;
      spare += entry.bytes;
      if (spare > this.#spare) this.#forget(key, entry);
    }
  }

  #forget(key: string, entry: Entry): void {
    this.#entries.delete(key);
    if (entry.users === 0) close(entry);
  }
}

function close({ loading }: Entry): void {
  loading.then(
    (bitmap) => bitmap.close(),
    () => {}, // decoding failed, so there is nothing to close
  );
}
