import { spawn } from 'node:child_process';
import { join } from 'node:path';

/**
 * Kills this process after `ms` milliseconds, whatever it is doing. Another process does it, since an ending process
 * runs no timers. That process is the system's shell, since Electron's binary is no Node in a release (the RunAsNode
 * fuse).
 */
export function endFromOutside(ms: number): void {
  const [program, ...args] = process.platform === 'win32' ? inWindows(ms) : inShell(ms);
  const { PATH, SYSTEMROOT } = process.env;
  const env = { ...(PATH ? { PATH } : {}), ...(SYSTEMROOT ? { SYSTEMROOT } : {}) };
  const child = spawn(program, args, { detached: true, stdio: 'ignore', windowsHide: true, env });
  // Where the shell cannot be started, this process ends without that safeguard.
  child.once('error', () => undefined);
  child.unref();
}

/**
 * A script that checks five times a second whether this process exists, and ends with it. Otherwise it would hold
 * inherited files and pipes, and could kill another process that got the same id.
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
  // The object stands for this process even where its id is given to another one.
  const script = `$main = Get-Process -Id ${process.pid}; if (-not $main.WaitForExit(${ms})) { $main.Kill() }`;
  return [powershell, '-NoProfile', '-NonInteractive', '-Command', script];
}
