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
 * Adds a record that was just written to a list. If it is older than the loaded part of the list, it is left for its
 * own page.
 * @param whole whether the list reaches down to the oldest record
 */
export function withRecord(
  records: readonly ListedGeneration[],
  record: ListedGeneration,
  whole: boolean,
): readonly ListedGeneration[] {
  const last = records.at(-1);
  if (last !== undefined && !whole && record.sequence < last.sequence) return records;
  return merged(records, [record]);
}
