import { spawn } from 'node:child_process';

/** argv: pid, milliseconds. */
const killer = `
const [pid, ms] = process.argv.slice(-2).map(Number);
setTimeout(() => { try { process.kill(pid, 'SIGKILL'); } catch {} }, ms);
`;

/**
 * Ends this process in `ms` milliseconds whatever it is doing by then. Done by a process beside it:
 * a timer of our own is no help against an end that hangs, as a process that ends runs no timers.
 * @param node runs the few lines: a Node, or Electron's binary as one
 */
export function endFromOutside(node: string, ms: number): void {
  const { PATH, SYSTEMROOT } = process.env;
  const env = { ELECTRON_RUN_AS_NODE: '1', ...(PATH ? { PATH } : {}), ...(SYSTEMROOT ? { SYSTEMROOT } : {}) };
  const child = spawn(node, ['-e', killer, '--', String(process.pid), String(ms)], {
    detached: true,
    stdio: 'ignore',
    windowsHide: true,
    env,
  });
  // Where it cannot be started the end is as sure as it was without it.
  child.once('error', () => undefined);
  child.unref();
}
