/** The log on disk: one file that is written to and older ones beside it, all of them of a limited size. */
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
// For plain Node: nothing of it needs Electron, and the tests have none.
import electronLog from 'electron-log/node.js';
import { checkedEntry, type Log, lineOf } from './entries.ts';

/** A month of ordinary use is some tens of kilobytes. */
const MAX_BYTES = 512 * 1024;
const OLDER_FILES = 3;

export interface LogFileOptions {
  /** A file that has more is put aside before the next line. */
  readonly maxBytes?: number;
  /** Every line once more, for a terminal. */
  readonly echo?: (line: string) => void;
}

// Its own logger would print that a file cannot be written, and name it.
electronLog.transports.console.writeFn = () => undefined;

/** The newest first. */
export function logFilesIn(folder: string): string[] {
  return ['studio.log', ...Array.from({ length: OLDER_FILES }, (_, age) => `studio.${age + 1}.log`)].map((name) =>
    join(folder, name),
  );
}

/**
 * Opens the log of a folder, for one process alone. Lines are on disk when the call returns, so that an error that
 * ends the process is among them; a disk that is full costs lines, never an error.
 */
export function openLogFile(
  folder: string,
  { maxBytes = MAX_BYTES, echo = () => undefined }: LogFileOptions = {},
): Log {
  const logger = electronLog.create({ logId: folder });
  const { file, console } = logger.transports;
  console.level = false;
  file.level = 'silly';
  file.format = '{text}';
  file.maxSize = maxBytes;
  file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' };
  file.resolvePathFn = () => join(folder, 'studio.log');
  file.archiveLogFn = (full) => {
    try {
      putAside(folder);
    } catch {
      // Where a file cannot be renamed, as it is open elsewhere, the log begins anew.
      full.clear();
    }
  };
  return (entry) => {
    const line = lineOf(checkedEntry(entry) ?? { code: 'entry-refused' }, new Date());
    logger.info(line);
    echo(line);
  };
}

function putAside(folder: string): void {
  const files = logFilesIn(folder);
  const oldest = files.at(-1);
  if (oldest !== undefined) rmSync(oldest, { force: true });
  for (const [age, older] of [...files.entries()].slice(1).reverse()) {
    const newer = files[age - 1];
    if (newer !== undefined && existsSync(newer)) renameSync(newer, older);
  }
}
