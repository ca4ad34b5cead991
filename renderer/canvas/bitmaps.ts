import type { LayerMask, PictureLayer } from '../../preload/contract/document.ts';
import type { LoadBlob } from '../document/canvas-port.ts';
import { decodeInTurn } from './decoding.ts';
import { bytesAt, sizeAt } from './levels.ts';
import { alphaOfGrey } from './mask-alpha.ts';

/** A decoded picture that stays open until it is given back. */
export interface Lease {
  readonly bitmap: ImageBitmap;
  /** Once is enough, more does no harm. */
  release(): void;
}

export type Pictured = Pick<PictureLayer, 'blob' | 'mediaType' | 'width' | 'height'>;

type Size = Pick<PictureLayer, 'width' | 'height'>;

/** A mask is decoded to alpha. */
type Wanted = Pictured & { readonly alpha?: true };

const asPicture = ({ blob, width, height }: LayerMask): Wanted => {
  return { blob, width, height, mediaType: 'image/png', alpha: true };
};

/** Where composing gets its pictures from. */
export interface Bitmaps {
  /** Rejects where the blob is missing or damaged; the next call tries again. */
  lease(picture: Pictured): Promise<Lease>;
  /** The mask as alpha: opaque where the layer shows. */
  leaseMask(mask: LayerMask): Promise<Lease>;
}

/** Bytes of decoded pictures that nobody uses and that are kept all the same, for a quick undo or the next job. */
const SPARE = 192 * 1024 * 1024;

interface Entry {
  readonly loading: Promise<ImageBitmap>;
  readonly bytes: number;
  users: number;
}

/**
 * Decoded pictures by content and level (levels.ts): two layers of one picture share it. What is in use is never
 * closed; of the rest the longest unused go first.
 */
export class BitmapCache implements Bitmaps {
  readonly #loadBlob: LoadBlob;
  readonly #decode: typeof decodeInTurn;
  readonly #spare: number;
  /** In the order of their last use. */
  readonly #entries = new Map<string, Entry>();

  constructor(loadBlob: LoadBlob, decode = decodeInTurn, spare = SPARE) {
    this.#loadBlob = loadBlob;
    this.#decode = decode;
    this.#spare = spare;
  }

  /**
   * The same pictures, those that are missing from the blobs of another project.
   * @param levelOf the level of a picture; absent: whole
   */
  from(loadBlob: LoadBlob, levelOf: (picture: Size) => number = () => 0): Bitmaps {
    return {
      lease: (picture) => this.lease(picture, levelOf(picture), loadBlob),
      leaseMask: (mask) => this.lease(asPicture(mask), levelOf(mask), loadBlob),
    };
  }

  leaseMask(mask: LayerMask, level = 0): Promise<Lease> {
    return this.lease(asPicture(mask), level);
  }

  async lease(picture: Wanted, level = 0, loadBlob = this.#loadBlob): Promise<Lease> {
    const key = `${picture.blob}@${level}${picture.alpha ? ' alpha' : ''}`;
    const entry = this.#entries.get(key) ?? this.#load(picture, level, loadBlob);
    this.#entries.delete(key); // moves to the end: used last
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

  /** Bytes of what is decoded now. */
  get bytes(): number {
    return [...this.#entries.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Closes what nobody uses, and the rest as it is given back. */
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
    () => {}, // it never was a picture: nothing to free
  );
}
