/** The log on disk: the current file and older ones beside it, all of limited size. */
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
// The entry for plain Node, since nothing here needs Electron and the tests have none.
import electronLog from 'electron-log/node.js';
import { checkedEntry, type Log, lineOf } from './entries.ts';

/** A month of ordinary use writes some tens of kilobytes. */
const MAX_BYTES = 512 * 1024;
const OLDER_FILES = 3;

export interface LogFileOptions {
  /** A larger file is put aside before the next line. */
  readonly maxBytes?: number;
  /** Receives every line, for a terminal. */
  readonly echo?: (line: string) => void;
}

// Its own logger would print the name of a file that cannot be written.
electronLog.transports.console.writeFn = () => undefined;

/** The names of the log's files, newest first. */
export function logFilesIn(folder: string): string[] {
  return ['studio.log', ...Array.from({ length: OLDER_FILES }, (_, age) => `studio.${age + 1}.log`)].map((name) =>
    join(folder, name),
  );
}

/**
 * Opens the log of a folder for this process alone. A line is on disk when the call returns, so that the log holds the
 * error that ends the process. A full disk loses lines and causes no error.
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
      // The log begins anew where its file is open elsewhere and cannot be renamed.
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
