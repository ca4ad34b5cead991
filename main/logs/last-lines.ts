import { readFile } from 'node:fs/promises';
import { isLogLine } from './entries.ts';
import { logFilesIn } from './log-file.ts';

/** The last lines of a folder's logs, oldest first, without lines that are no entries. */
export async function lastLines(folder: string, most: number): Promise<string[]> {
  let lines: string[] = [];
  for (const file of logFilesIn(folder)) {
    const text = await readFile(file, 'utf8').catch(() => '');
    lines = [...text.split(/\r?\n/).filter(isLogLine), ...lines].slice(-most);
    if (lines.length === most) break;
  }
  return lines;
}
