import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isAlive } from '../is-alive.ts';

/**
 * Removes what killed conversions into `out` have left beside it. A finished model there stays, and so does what another
 * process, such as the command line, is writing.
 */
export async function clearLeavings(out: string): Promise<void> {
  const folder = dirname(out);
  for (const name of await readdir(folder).catch(() => [])) {
    const ending = name.startsWith(basename(out)) ? name.slice(basename(out).length) : '';
    const pid = /^\.partial-(\d+)-[0-9a-f]{8}$/.exec(ending)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) await rm(join(folder, name), { recursive: true, force: true });
  }
}
