import type { Hash } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StudioError } from '../../preload/contract/errors.ts';
import type { HubFile } from '../../preload/contract/hub.ts';
import { chunksOf } from './body.ts';
import { hashFor } from './hashing.ts';
import type { HubHost } from './host.ts';
import { Interrupted } from './interrupted.ts';

/** Beside a file that is not whole yet. A file without it was checked. */
const PART = '.part';
const CHUNK_BYTES = 4 * 1024 * 1024;

/** Where a file goes, and how it is asked for. */
export interface FetchPlace {
  /** The folder of the checkpoint. */
  readonly folder: string;
  readonly host: HubHost;
  /** Asks for the file from this byte on. */
  readonly open: (file: HubFile, from: number) => Promise<Response>;
  readonly stallMs: number;
  readonly signal: AbortSignal;
  /** Receives how many bytes of the file are there. It falls where they are thrown away. */
  readonly onBytes: (bytes: number) => void;
}

/** Bytes of a file that are on the disk, checked or not. */
export async function bytesHere(folder: string, file: HubFile): Promise<number> {
  const path = join(folder, file.path);
  const whole = await sizeOf(path);
  if (whole === file.bytes) return whole;
  return Math.min((await sizeOf(`${path}${PART}`)) ?? 0, file.bytes);
}

/** Whether a file is there, and was checked when it was fetched. */
export async function isHere(folder: string, file: HubFile): Promise<boolean> {
  return (await sizeOf(join(folder, file.path))) === file.bytes;
}

/**
 * Fetches a file, from where an earlier attempt has stopped. The file gets its name once its checksum is right.
 * @throws Interrupted where the connection is lost: what has arrived stays
 * @throws StudioError 'hub.size-wrong' and 'hub.hash-wrong', with nothing left of the file
 */
export async function fetchFile(file: HubFile, place: FetchPlace): Promise<void> {
  const path = join(place.folder, file.path);
  if (await isHere(place.folder, file)) return place.onBytes(file.bytes);
  await mkdir(dirname(path), { recursive: true });
  const part = await open(`${path}${PART}`, 'a+', 0o644);
  try {
    const digest = await fillPart(part, file, place);
    if (digest !== file.hash.hex) throw StudioError.of('hub.hash-wrong', { file: file.path, host: place.host.name });
    await part.sync();
  } catch (error) {
    await part.close();
    if (error instanceof StudioError && isUseless(error)) {
      await rm(`${path}${PART}`, { force: true });
      place.onBytes(0);
    }
    throw error;
  }
  await part.close();
  await rename(`${path}${PART}`, path);
}

const isUseless = ({ failure }: StudioError) => failure.code === 'hub.hash-wrong' || failure.code === 'hub.size-wrong';

/** Appends what is missing. @returns the hash of the whole */
async function fillPart(part: FileHandle, file: HubFile, place: FetchPlace): Promise<string> {
  let { size } = await part.stat();
  if (size > file.bytes) {
    await part.truncate(0);
    size = 0;
  }
  let hash = await hashOfStart(part, file, size, place.signal);
  place.onBytes(size);
  if (size === file.bytes) return hash.digest('hex');
  const response = await place.open(file, size);
  if (beginsAtZero(response, file, size)) {
    await part.truncate(0);
    size = 0;
    hash = hashFor(file);
  }
  for await (const chunk of chunksOf(response, place)) {
    if (size + chunk.length > file.bytes) throw sizeWrong(file, place.host);
    await part.appendFile(chunk);
    hash.update(chunk);
    size += chunk.length;
    place.onBytes(size);
  }
  if (size < file.bytes) throw new Interrupted('dropped', StudioError.of('hub.dropped', { host: place.host.name }));
  return hash.digest('hex');

  /** A host that does not know ranges answers with the whole file. */
  function beginsAtZero({ status, headers }: Response, { bytes }: HubFile, from: number): boolean {
    const [, start, total] = /^bytes (\d+)-\d+\/(\d+)$/.exec(headers.get('content-range') ?? '') ?? [];
    if (status === 206 && Number(start) === from && Number(total) === bytes) return false;
    // Of a packed body it tells the packed length.
    const length = headers.has('content-encoding') ? null : headers.get('content-length');
    const isWhole = status === 200 && (length === null || Number(length) === bytes);
    if (!isWhole) throw sizeWrong(file, place.host);
    return from > 0;
  }
}

async function hashOfStart(part: FileHandle, file: HubFile, size: number, signal: AbortSignal): Promise<Hash> {
  const hash = hashFor(file);
  const buffer = Buffer.alloc(Math.min(CHUNK_BYTES, Math.max(size, 1)));
  for (let at = 0; at < size; ) {
    if (signal.aborted) throw StudioError.of('cancelled', {});
    const { bytesRead } = await part.read(buffer, 0, Math.min(buffer.length, size - at), at);
    if (bytesRead === 0) break;
    hash.update(buffer.subarray(0, bytesRead));
    at += bytesRead;
  }
  return hash;
}

const sizeWrong = (file: HubFile, host: HubHost) =>
  StudioError.of('hub.size-wrong', { file: file.path, host: host.name });

async function sizeOf(path: string): Promise<number | null> {
  const found = await stat(path).catch(() => null);
  return found?.isFile() === true ? found.size : null;
}
