import { closeSync, fstatSync, openSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { type Entry, fromFdPromise, type ZipFile } from 'yauzl';
import { READ_AT_ONCE } from '../regular-file.ts';

/**
 * Reads zip archives from outside, entry by entry. Nothing that an archive says of itself is believed: names, sizes and
 * numbers are bounded here, before anything is unpacked.
 */

export type ZipProblem = 'missing' | 'no-zip' | 'damaged' | 'strange' | 'too-much';

export class BadZip extends Error {
  readonly problem: ZipProblem;

  constructor(problem: ZipProblem, cause?: unknown) {
    super(problem, { cause });
    this.name = 'BadZip';
    this.problem = problem;
  }
}

export interface ZipEntry {
  readonly name: string;
  /** Bytes once unpacked. */
  readonly size: number;
}

export interface ZipReader {
  readonly entries: readonly ZipEntry[];
  /** Bytes of all entries once unpacked. */
  readonly total: number;
  /** The unpacked bytes in pieces. There are never more than the entry's size. */
  readonly read: (entry: ZipEntry) => AsyncIterable<Buffer>;
  readonly close: () => void;
}

const MOST_ENTRIES = 200_000;
const STORED = 0;
const DEFLATED = 8;
/** The most that a project's database is packed to. Zeros alone are packed further. */
const MOST_SWELLING = 200;
const ALWAYS_ALLOWED = 64 * 1024 ** 2;

/** @throws BadZip */
export async function openZip(path: string): Promise<ZipReader> {
  const descriptor = openFile(path);
  try {
    return await listed(descriptor);
  } catch (error) {
    closeSync(descriptor);
    throw error instanceof BadZip ? error : new BadZip(problemOf(error), error);
  }
}

function openFile(path: string): number {
  let descriptor: number;
  try {
    descriptor = openSync(path, READ_AT_ONCE);
  } catch (error) {
    throw new BadZip('missing', error);
  }
  if (fstatSync(descriptor).isFile()) return descriptor;
  closeSync(descriptor);
  throw new BadZip('no-zip');
}

/** What the library complains of, by its messages: it has no codes. */
function problemOf(error: unknown): ZipProblem {
  const words = error instanceof Error ? error.message : '';
  if (/end of central directory/i.test(words)) return 'no-zip';
  return /^(invalid relative path|absolute path|invalid characters in fileName)/.test(words) ? 'strange' : 'damaged';
}

async function listed(descriptor: number): Promise<ZipReader> {
  const { size: bytes } = fstatSync(descriptor);
  const zip = await fromFdPromise(descriptor, { autoClose: false, strictFileNames: true, validateEntrySizes: true });
  if (zip.entryCount > MOST_ENTRIES) throw new BadZip('too-much');
  const found = new Map<ZipEntry, Entry>();
  const names = new Set<string>();
  let [packed, total] = [0, 0];
  for await (const entry of zip.eachEntry()) {
    const name = entry.fileName;
    if (names.has(name) || !isPlain(entry)) throw new BadZip('strange');
    names.add(name);
    found.set({ name, size: entry.uncompressedSize }, entry);
    packed += entry.compressedSize;
    total += entry.uncompressedSize;
    // Entries that lie over one another say more bytes than the file has.
    if (packed > bytes || total > bytes * MOST_SWELLING + ALWAYS_ALLOWED) throw new BadZip('too-much');
  }
  return {
    entries: [...found.keys()],
    total,
    read: (entry) => readEntry(zip, found.get(entry)),
    close: () => closeSync(descriptor),
  };
}

function isPlain(entry: Entry): boolean {
  const isKnown = entry.compressionMethod === STORED || entry.compressionMethod === DEFLATED;
  return isKnown && !entry.isEncrypted() && Number.isSafeInteger(entry.uncompressedSize);
}

async function* readEntry(zip: ZipFile, entry: Entry | undefined): AsyncIterable<Buffer> {
  if (entry === undefined) throw new BadZip('damaged');
  let [left, sum] = [entry.uncompressedSize, 0];
  try {
    for await (const chunk of await zip.openReadStreamPromise(entry)) {
      const piece: Buffer = chunk;
      left -= piece.length;
      sum = crc32(piece, sum);
      if (left < 0) throw new BadZip('damaged');
      yield piece;
    }
  } catch (error) {
    throw error instanceof BadZip ? error : new BadZip('damaged', error);
  }
  if (left !== 0 || sum !== entry.crc32) throw new BadZip('damaged');
}
