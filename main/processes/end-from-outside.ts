import { spawn } from 'node:child_process';
import { join } from 'node:path';

/**
 * Ends this process in `ms` milliseconds whatever it is doing by then. Done by a process beside it: a timer of our
 * own is no help against an end that hangs, as a process that ends runs no timers. The system's own shell does it,
 * as Electron's binary is no Node in a release (the RunAsNode fuse).
 */
export function endFromOutside(ms: number): void {
  const [program, ...args] = process.platform === 'win32' ? inWindows(ms) : inShell(ms);
  const { PATH, SYSTEMROOT } = process.env;
  const env = { ...(PATH ? { PATH } : {}), ...(SYSTEMROOT ? { SYSTEMROOT } : {}) };
  const child = spawn(program, args, { detached: true, stdio: 'ignore', windowsHide: true, env });
  // Where it cannot be started the end is as sure as it was without it.
  child.once('error', () => undefined);
  child.unref();
}

/**
 * It looks five times a second whether this process is still there, and goes with it: until then it holds whatever
 * files and pipes it has inherited, and a number of a process that is gone may be another's soon.
 */
const WATCH = `
left=$1
while [ "$left" -gt 0 ]; do
  kill -0 "$2" 2>/dev/null || exit 0
  sleep 0.2
  left=$((left - 1))
done
kill -9 "$2"`;

function inShell(ms: number): [string, ...string[]] {
  return ['/bin/sh', '-c', WATCH, 'sh', String(Math.ceil(ms / 200)), String(process.pid)];
}

function inWindows(ms: number): [string, ...string[]] {
  const folder = process.env.SYSTEMROOT ?? 'C:\\Windows';
  const powershell = join(folder, 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe');
  // The object stands for this very process, whatever becomes of its number.
  const script = `$main = Get-Process -Id ${process.pid}; if (-not $main.WaitForExit(${ms})) { $main.Kill() }`;
  return [powershell, '-NoProfile', '-NonInteractive', '-Command', script];
}
