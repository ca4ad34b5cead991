import type { ListedGeneration } from '../../../preload/contract/records.ts';

/**
 * Merges lists of records, newest first or oldest first. Where both have a record, the one in `newer` is used.
 */
export function merged(
  older: readonly ListedGeneration[],
  newer: readonly ListedGeneration[],
  oldestFirst = false,
): readonly ListedGeneration[] {
  const known = new Map(older.map((record) => [record.id, record]));
  for (const record of newer) known.set(record.id, record);
  const sign = oldestFirst ? -1 : 1;
  return [...known.values()].sort((a, b) => sign * (b.sequence - a.sequence));
}

/**
 * Adds records that were just written to a list. Those that are older than the loaded part of the list are left for their
 * own page.
 * @param whole whether the list reaches down to the oldest record
 */
export function withRecords(
  records: readonly ListedGeneration[],
  written: readonly ListedGeneration[],
  whole: boolean,
): readonly ListedGeneration[] {
  const oldest = whole ? 0 : (records.at(-1)?.sequence ?? 0);
  const added = written.filter(({ sequence }) => sequence >= oldest);
  return added.length === 0 ? records : merged(records, added);
}
