/** Decodes HEIC by the system's own converter, since its codec is licensed and ships with no library. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { noHeic } from '../../preload/contract/picture-refusals.ts';

const SIPS = '/usr/bin/sips';
const MOST_MS = 60_000;

/** @throws StudioError 'bad-picture' where the system has no converter */
export async function heicToTiff(bytes: Uint8Array, name: string): Promise<Uint8Array> {
  if (process.platform !== 'darwin') throw noHeic(name);
  const folder = await mkdtemp(join(tmpdir(), 'dimoo-heic-'));
  const [from, to] = [join(folder, 'picture.heic'), join(folder, 'picture.tiff')];
  try {
    await writeFile(from, bytes);
    // TIFF keeps profile, depth and orientation.
    await promisify(execFile)(SIPS, ['-s', 'format', 'tiff', from, '--out', to], {
      timeout: MOST_MS,
      killSignal: 'SIGKILL',
    });
    return new Uint8Array(await readFile(to));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
