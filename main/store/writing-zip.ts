import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';

/** An entry of an archive to be written: a file with its size in bytes, or bytes. */
export type ZipSource =
  | { readonly name: string; readonly bytes: Buffer }
  | { readonly name: string; readonly file: string; readonly size: number; readonly isPacked: boolean };

/** All archives of one project are the same, whenever they are written. */
const MTIME = new Date(Date.UTC(2026, 0, 1));
const LEVEL = 6;

/**
 * Writes a zip archive entry by entry, with a few hundred kilobytes in memory. It becomes a zip64 where its sizes need
 * one.
 * @param onBytes told the bytes that were written since the last call
 */
export async function writeZip(
  target: string,
  sources: readonly ZipSource[],
  onBytes: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const zip = new ZipFile();
  const failure = new Promise<never>((_, reject) => zip.once('error', reject));
  for (const source of sources) {
    if ('bytes' in source) {
      zip.addBuffer(source.bytes, source.name, { mtime: MTIME, compress: false });
      continue;
    }
    const { name, file, size, isPacked } = source;
    const options = isPacked ? { mtime: MTIME, compressionLevel: LEVEL } : { mtime: MTIME, compress: false, size };
    zip.addReadStreamLazy(name, options, (take) => take(null, createReadStream(file)));
  }
  zip.end();
  const output = createWriteStream(target, { flags: 'wx', flush: true });
  zip.outputStream.on('data', (chunk: Buffer) => onBytes(chunk.length));
  await Promise.race([pipeline(zip.outputStream, output, { signal }), failure]);
}
