/** Lines that a service wrote to stdout or stderr, as entries: its own ones as they are, others as a kind and a count. */
import { checkedEntry, type knownOutputs, type Log, type LogEntry } from './entries.ts';

type What = (typeof knownOutputs)[number];

/** A library's words are recognised and not kept: between them may stand a path or a part of a picture's name. */
const patterns: readonly (readonly [What, RegExp])[] = [
  ['heap-full', /JavaScript heap out of memory|Reached heap limit/],
  ['allocation-failed', /bad_alloc|Cannot allocate memory|Failed to allocate/i],
  ['module-of-another-runtime', /NODE_MODULE_VERSION|Module did not self-register/],
  ['module-missing', /ERR_MODULE_NOT_FOUND|Cannot find module/],
  ['library-missing', /cannot open shared object file|image not found|specified module could not be found/i],
  ['glib', /^\(.*:\d+\): G[A-Za-z-]+-(WARNING|CRITICAL)/],
  ['gpu', /vulkan|webgpu|\bdawn\b|\bEGL\b|\bANGLE\b/i],
  ['node-trace', /^Node\.js v\d|^\s+at |^node:internal/],
];

/**
 * Takes the lines of one process.
 * @param other told every line that is no entry, as it is: for a terminal
 */
export function outputLog(
  process: Extract<LogEntry, { code: 'service-output' }>['process'],
  log: Log,
  other: (line: string) => void = () => undefined,
): (line: string) => void {
  const counts = new Map<What, number>();
  return (line) => {
    const entry = entryIn(line);
    if (entry !== null) return log(entry);
    other(line);
    const what = patterns.find(([, pattern]) => pattern.test(line))?.[0] ?? 'other';
    const count = (counts.get(what) ?? 0) + 1;
    counts.set(what, count);
    // The first, the tenth, the hundredth …: a library that never stops talking fills no file.
    if (/^10*$/.test(String(count))) log({ code: 'service-output', process, what, count });
  };
}

function entryIn(line: string): LogEntry | null {
  if (!line.startsWith('{"code":')) return null;
  try {
    return checkedEntry(JSON.parse(line));
  } catch {
    return null;
  }
}
