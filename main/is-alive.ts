import { readFileSync } from 'node:fs';

/** Whether a process of this number runs, of whomever it may be. One that has ended and was not yet collected does not. */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return process.platform !== 'linux' || !hasEnded(pid);
}

/**
 * Linux keeps the number of a process that has ended until its parent collects it, and in a container often nobody does
 * (https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html).
 */
function hasEnded(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name before the state stands in brackets, and may hold brackets itself.
    const state = stat.charAt(stat.lastIndexOf(')') + 2);
    return state === 'Z' || state === 'X';
  } catch (error) {
    // ESRCH says that it was collected meanwhile. Any other code says that the system shows no processes.
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
