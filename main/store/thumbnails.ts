import { mkdirSync } from 'node:fs';
import { lstat, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { partOf } from '../../preload/contract/error-codes.ts';
import type { MediaType } from '../../preload/contract/formats.ts';
import { hashSchema } from '../../preload/contract/ids.ts';
import { readHeader } from '../../preload/contract/picture-header.ts';
import { MAX_PIXELS, MAX_SIDE } from '../../preload/contract/pictures.ts';
import { SMALL_SIDE, type ThumbnailSide } from '../../preload/contract/thumbnail-sides.ts';
import { readBlob } from './blobs.ts';
import type { ProjectFolder } from './folders.ts';

/**
 * Small copies of the project's pictures, for lists. They are a cache beside the blobs, by the picture's hash: they are
 * made when a picture is committed or first asked for, and again where they were deleted.
 *
 *   <project>/thumbnails/<first two of the hash>/<hash>.<version>.webp
 *   <project>/thumbnails/<first two of the hash>/<hash>.<version>.<side>.webp where the side is not that of most lists
 */

/** A higher number makes all thumbnails anew. Raise it where they come out differently. */
const VERSION = 1;

/** A picture that takes longer to read has no thumbnail. */
const SECONDS = 20;

/**
 * Formats whose decoders are safe in this process. Pictures are converted to them when they come in. Another format, in
 * an older project, gets no thumbnail here, since its decoder may end the process.
 */
const SAFE: readonly MediaType[] = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'];

/** Thumbnails that are made at a time. Each takes up to 256 MB and a thread of the pool that also reads files. */
const AT_A_TIME = 2;

interface Making {
  /** How many callers still wait for it. */
  wanted: number;
  readonly result: Promise<Uint8Array<ArrayBuffer> | null>;
}

export class Thumbnails {
  readonly #making = new Map<string, Making>();
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  /**
   * @param side the longer side, in pixels
   * @param signal aborts where the caller is gone, and a thumbnail that has not begun is then not made
   * @returns WebP, or null where the picture can't be read: its list shows an empty tile
   */
  async get(
    folder: ProjectFolder,
    hash: string,
    side: ThumbnailSide = SMALL_SIDE,
    signal?: AbortSignal,
  ): Promise<Uint8Array<ArrayBuffer> | null> {
    const file = thumbnailFile(folder, hash, side);
    const known = await readWhole(file);
    if (known !== null || signal?.aborted) return known;
    const making = this.#making.get(file) ?? this.#begin(folder, hash, side, file);
    making.wanted += 1;
    signal?.addEventListener('abort', () => (making.wanted -= 1), { once: true });
    return making.result;
  }

  #begin(folder: ProjectFolder, hash: string, side: ThumbnailSide, file: string): Making {
    const making: Making = {
      wanted: 0,
      result: this.#make(folder, hash, side, file, () => making.wanted > 0).finally(() => this.#making.delete(file)),
    };
    this.#making.set(file, making);
    return making;
  }

  async #make(
    folder: ProjectFolder,
    hash: string,
    side: ThumbnailSide,
    file: string,
    wanted: () => boolean,
  ): Promise<Uint8Array<ArrayBuffer> | null> {
    await this.#turn();
    try {
      if (!wanted()) return null;
      const thumbnail = await shrink(
        await readBlob(folder, { hash, size: null, known: () => partOf('blob.unknown', {}) }),
        side,
      );
      await keep(folder, file, thumbnail).catch(() => undefined); // It is shown all the same, and made again next time.
      return thumbnail;
    } catch {
      // The picture is missing, damaged or of a foreign format. Opening it says which.
      return null;
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }

  async #turn(): Promise<void> {
    await null; // The caller is counted first.
    while (this.#running >= AT_A_TIME) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#running += 1;
  }
}

function thumbnailFile(folder: ProjectFolder, hash: string, side: ThumbnailSide): string {
  const kind = side === SMALL_SIDE ? `${VERSION}` : `${VERSION}.${side}`;
  return join(folder.thumbnails, hashSchema.parse(hash).slice(0, 2), `${hash}.${kind}.webp`);
}

/**
 * A picture in sRGB, upright, and never enlarged. It is read from top to bottom, so that most formats need only a few
 * rows in memory.
 * @throws Error where the format is not safe here, or the picture has more pixels than the studio takes
 */
async function shrink(bytes: Uint8Array, side: ThumbnailSide): Promise<Uint8Array<ArrayBuffer>> {
  const header = readHeader(bytes);
  if (header === null || header.size === null || !SAFE.includes(header.mediaType))
    throw new Error('not for this process');
  const { width, height } = header.size;
  if (width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS) throw new Error('too large');
  // sharp is loaded with the first picture, so that a starting store neither waits for it nor fails without it.
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  sharp.concurrency(1);
  const options = { limitInputPixels: MAX_PIXELS, sequentialRead: true, failOn: 'error', pages: 1 } as const;
  const picture = sharp(bytes, options);
  const { icc } = await picture.metadata();
  // sharp converts 16-bit pictures with a profile to Display P3 and leaves them there.
  const small = await (icc === undefined ? picture : picture.withIccProfile('srgb', { attach: false }))
    .timeout({ seconds: SECONDS })
    .rotate()
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 82, alphaQuality: 90, effort: 2 })
    .toBuffer();
  return new Uint8Array(small);
}

/**
 * Null where the file is missing or cut off, which happens in a power cut, since the cache is not synced to the disk.
 */
async function readWhole(file: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    if (!(await lstat(file)).isFile()) return null;
    const bytes = await readFile(file);
    const whole = bytes.length > 12 && bytes.readUInt32LE(4) + 8 === bytes.length;
    const isWebp = bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP';
    return whole && isWebp ? new Uint8Array(bytes) : null;
  } catch {
    return null;
  }
}

/** Writes a thumbnail. It makes no project's folder, since a project that was moved must not come back empty. */
async function keep(folder: ProjectFolder, file: string, bytes: Uint8Array): Promise<void> {
  for (const path of [folder.thumbnails, dirname(file)]) makeIfMissing(path);
  const unfinished = `${file}.new`; // One that a killed process left is overwritten.
  try {
    await writeFile(unfinished, bytes);
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

function makeIfMissing(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}
