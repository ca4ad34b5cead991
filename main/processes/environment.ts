import { sendsNothing } from '../sends-nothing.ts';

const kept =
  /^(PATH|HOME|USER|LANG|LANGUAGE|LC_[A-Z]+|TZ|TMPDIR|TEMP|TMP|SYSTEMROOT|WINDIR|USERPROFILE|APPDATA|LOCALAPPDATA|LD_LIBRARY_PATH|CUDA_VISIBLE_DEVICES|CUDA_PATH|OMP_NUM_THREADS|VK_ICD_FILENAMES|DIMOO_[A-Z0-9_]+)$/i;

/**
 * The environment of a service's process. It leaves out NODE_OPTIONS and ELECTRON_RUN_AS_NODE, which would change what
 * the process is, and any secrets of the user's shell. It always has the variables that keep native libraries from
 * sending.
 */
export function scrubbed(environment: NodeJS.ProcessEnv, own: Record<string, string>): Record<string, string> {
  const pairs = Object.entries(environment).filter(
    (pair): pair is [string, string] => kept.test(pair[0]) && pair[1] !== undefined,
  );
  return { ...Object.fromEntries(pairs), ...own, ...sendsNothing };
}

const ways = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'NO_PROXY', 'no_proxy', 'NODE_EXTRA_CA_CERTS'];

/** What else the process that asks the hub needs to know of the network. */
export function throughProxy(environment: NodeJS.ProcessEnv): Record<string, string> {
  const pairs = ways.map((name) => [name, environment[name]] as const);
  return Object.fromEntries(pairs.filter((pair): pair is readonly [string, string] => pair[1] !== undefined));
}
