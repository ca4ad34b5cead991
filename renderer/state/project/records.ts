import type { ListedGeneration } from '../../../preload/contract/store.ts';

/** Records of a list, newest first: those of `newer` are as they are now, where both have one. */
export function merged(
  older: readonly ListedGeneration[],
  newer: readonly ListedGeneration[],
): readonly ListedGeneration[] {
  const known = new Map(older.map((record) => [record.id, record]));
  for (const record of newer) known.set(record.id, record);
  return [...known.values()].sort((a, b) => b.sequence - a.sequence);
}

/**
 * A list with a record that was written just now. One from below the part of the list that is loaded is left for its
 * own page. @param whole the list goes down to the oldest record
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
