import { sendsNothing } from '../sends-nothing.ts';

const kept =
  /^(PATH|HOME|USER|LANG|LANGUAGE|LC_[A-Z]+|TZ|TMPDIR|TEMP|TMP|SYSTEMROOT|WINDIR|USERPROFILE|APPDATA|LOCALAPPDATA|LD_LIBRARY_PATH|CUDA_VISIBLE_DEVICES|CUDA_PATH|OMP_NUM_THREADS|VK_ICD_FILENAMES|DIMOO_[A-Z0-9_]+)$/i;

/**
 * What a service's process may know of our environment. Left out above all: NODE_OPTIONS and
 * ELECTRON_RUN_AS_NODE, which would change what it is, and whatever secrets the user's shell holds. What keeps
 * native libraries from sending is always in it.
 */
export function scrubbed(environment: NodeJS.ProcessEnv, own: Record<string, string>): Record<string, string> {
  const pairs = Object.entries(environment).filter(
    (pair): pair is [string, string] => kept.test(pair[0]) && pair[1] !== undefined,
  );
  return { ...Object.fromEntries(pairs), ...own, ...sendsNothing };
}
