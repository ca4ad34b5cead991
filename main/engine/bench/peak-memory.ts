import { readFileSync } from 'node:fs';

/** Most memory that this process ever had resident, in bytes. */
export function peakBytes(): number {
  // On Linux the largest size of `resourceUsage` is also that of the process that started this one, which
  // it was a copy of until it became itself (man 2 getrusage, ru_maxrss; kernel: exec_mmap keeps it).
  if (process.platform === 'linux') {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    if (kilobytes !== undefined) return Number(kilobytes) * 1024;
  }
  // Kilobytes, on every system that Node runs on.
  return process.resourceUsage().maxRSS * 1024;
}
