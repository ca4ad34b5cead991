import { writeFile } from 'node:fs/promises';
import { StudioError } from '../../../preload/contract/errors.ts';
import { type ReportFacts, reportText } from './report.ts';

/**
 * Writes the report into a file, in place of what was there.
 * @param file absolute path
 * @throws StudioError 'disk-full' or 'bad-request' where it cannot be written
 */
export async function writeReport(file: string, facts: ReportFacts): Promise<void> {
  const text = await reportText(facts);
  try {
    await writeFile(file, text);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOSPC') throw StudioError.of('report.disk-full', {}, { cause });
    throw StudioError.of('report.unwritten', { code: code ?? 'unknown error' }, { cause });
  }
}
