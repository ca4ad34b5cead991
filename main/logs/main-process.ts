/** Logs the errors of Electron main itself and the ends of Chromium's helpers. */
import { app } from 'electron';
import type { Log } from './entries.ts';
import { faultOf } from './fault.ts';
import { logUncaught } from './to-main.ts';

const platforms = ['linux', 'win32', 'darwin'] as const;
const helpers = ['GPU', 'Zygote', 'Sandbox helper'] as const;

/** @param say receives each error in full, for a terminal */
export function logProcess(log: Log, say: (text: string) => void): void {
  log({
    code: 'studio-started',
    version: app.getVersion(),
    electron: process.versions.electron,
    platform: platforms.find((one) => one === process.platform) ?? 'other',
  });
  logUncaught('main', log);
  // Electron goes on after an unhandled rejection, and so does the studio.
  process.on('unhandledRejection', (thrown) => {
    log({ code: 'uncaught', process: 'main', origin: 'rejection', ...faultOf(thrown) });
    say(thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown));
  });
  app.on('child-process-gone', (_event, { type, reason }) => {
    // Our services are utility processes too, and their supervisors log more.
    if (type === 'Utility' || reason === 'clean-exit') return;
    log({ code: 'helper-died', type: helpers.find((one) => one === type) ?? 'other', reason });
  });
  app.on('quit', () => log({ code: 'studio-quit' }));
}
