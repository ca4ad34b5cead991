import type { BrowserWindow } from 'electron';
import { z } from 'zod';
import { errorNames, type Log } from '../logs/entries.ts';
import { PAGE_ORIGIN } from './policy.ts';

/** A console message, which Electron 35 and later give as one object, and earlier ones as arguments. */
const saidSchema = z.union([
  z
    .tuple(
      [z.object({ level: z.string(), message: z.string(), lineNumber: z.int(), sourceId: z.string() })],
      z.unknown(),
    )
    .transform(([said]) => said),
  z
    .tuple([z.unknown(), z.int(), z.string(), z.int(), z.string()], z.unknown())
    .transform(([, level, message, lineNumber, sourceId]) => ({
      level: level === 3 ? 'error' : 'other',
      message,
      lineNumber,
      sourceId,
    })),
]);

/** Logs uncaught errors of the page and errors that it reports: where they arose, and their class. */
export function logPageErrors(window: Pick<BrowserWindow, 'webContents'>, log: Log): void {
  window.webContents.on('console-message', (...said: unknown[]) => {
    const { level, message, lineNumber, sourceId } = saidSchema.safeParse(said).data ?? {};
    if (level !== 'error' || message === undefined) return;
    const name = /^(?:Uncaught )?(?:\(in promise\) )?([A-Za-z]+)/.exec(message)?.[1];
    const file = sourceId?.startsWith(`${PAGE_ORIGIN}/`) ? /\/([\w-]+\.js)$/.exec(sourceId)?.[1] : undefined;
    log({
      code: 'page-error',
      error: errorNames.find((one) => one === name) ?? 'other',
      ...(file === undefined ? {} : { file }),
      line: Math.max(0, lineNumber ?? 0),
    });
  });
}
