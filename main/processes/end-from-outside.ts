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

function inShell(ms: number): [string, ...string[]] {
  return ['/bin/sh', '-c', 'sleep "$1"; kill -9 "$2"', 'sh', String(ms / 1000), String(process.pid)];
}

function inWindows(ms: number): [string, ...string[]] {
  const folder = process.env.SYSTEMROOT ?? 'C:\\Windows';
  const powershell = join(folder, 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe');
  const script = `Start-Sleep -Milliseconds ${ms}; Stop-Process -Force -Id ${process.pid} -ErrorAction SilentlyContinue`;
  return [powershell, '-NoProfile', '-NonInteractive', '-Command', script];
}
