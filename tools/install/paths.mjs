import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Stamps and locks of the tools; ignored by git. */
export const stampFolder = join(root, 'out', '.tools');

/** Downloads that outlive a clone. */
export function cacheFolder() {
  if (process.env.DIMOO_CACHE) return process.env.DIMOO_CACHE;
  const base = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(base, 'dimoo-studio');
}
