/**
 * Turns a service's lines on stdout and stderr into entries: its own entries unchanged, other lines as a kind and a
 * count.
 */
import { checkedEntry, type knownOutputs, type Log, type LogEntry } from './entries.ts';

type What = (typeof knownOutputs)[number];

/** Recognises a library's output. The text itself is not kept, since it may hold a path or a picture's name. */
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
 * @param other receives every line that is no entry, for a terminal
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
    // Only the first, the tenth, the hundredth line and so on are logged, so that no library fills the file.
    if (/^10*$/.test(String(count))) log({ code: 'service-output', process, what, count });
  };
}

/** The entry that a service wrote as a line, or null where the line is no entry. */
export function entryIn(line: string): LogEntry | null {
  if (!line.startsWith('{"code":')) return null;
  try {
    return checkedEntry(JSON.parse(line));
  } catch {
    return null;
  }
}
