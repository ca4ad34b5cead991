import type { FileHandle } from 'node:fs/promises';
import { StudioError } from '../../preload/contract/errors.ts';

/**
 * Bytes of a file from `position` on.
 * @param part names them in an error
 * @throws StudioError 'model-invalid' where the file ends before
 */
export async function readExactly(
  handle: FileHandle,
  position: number,
  length: number,
  part: string,
): Promise<Uint8Array> {
  // Not zeroed, since every byte is read, and of its own, so that numbers are aligned.
  const buffer = new Uint8Array(Buffer.allocUnsafeSlow(length).buffer);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, position + filled);
    if (bytesRead === 0) throw StudioError.of('checkpoint.read-short', { part });
    filled += bytesRead;
  }
  return buffer;
}
