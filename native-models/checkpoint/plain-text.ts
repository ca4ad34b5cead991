import { type FileHandle, open, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The beginning of a text file, of at most `limit` bytes. Null where there is no such file that can be read. Opening anything
 * but a file may block.
 */
export async function readText(folder: string, name: string, limit: number): Promise<string | null> {
  const path = join(folder, name);
  let file: FileHandle | null = null;
  try {
    if (!(await stat(path)).isFile()) return null;
    file = await open(path, 'r');
    const { buffer, bytesRead } = await file.read(Buffer.alloc(limit), 0, limit, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } catch {
    return null;
  } finally {
    await file?.close();
  }
}
