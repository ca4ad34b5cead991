import { readFileSync } from 'node:fs';

/** Peak resident memory of this process, in bytes. */
export function peakBytes(): number {
  // On Linux `resourceUsage` includes the peak of the parent process, of which this one was a copy before
  // exec (man 2 getrusage, ru_maxrss).
  if (process.platform === 'linux') {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    if (kilobytes !== undefined) return Number(kilobytes) * 1024;
  }
  // Node reports kilobytes on every system.
  return process.resourceUsage().maxRSS * 1024;
}
