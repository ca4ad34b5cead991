import { partOf } from '../../../preload/contract/error-codes.ts';
import { type SavedMask, savedMaskSchema } from '../../../preload/contract/saved-masks.ts';
import { type ReadableDB, readRows, type WritableDB, writeRow } from '../database.ts';
import { placeInOrder } from './order.ts';
import { type Readable, readRecords } from './records.ts';

/** Regions that were saved under names, in the order in which they were. */

type MaskRow = SavedMask & { readonly ordinal: number };

export const SELECT_SAVED_MASKS = `
  SELECT id, ordinal, name, blob, x, y, width, height FROM saved_masks ORDER BY ordinal`;

const UPSERT = `
  INSERT INTO saved_masks (id, ordinal, name, blob, x, y, width, height)
  VALUES (:id, :ordinal, :name, :blob, :x, :y, :width, :height)
  ON CONFLICT (id) DO UPDATE SET ordinal = excluded.ordinal, name = excluded.name, blob = excluded.blob, x = excluded.x,
    y = excluded.y, width = excluded.width, height = excluded.height`;

export function readSavedMasks(db: ReadableDB): Readable<SavedMask> {
  const nameOf = ({ ordinal, name }: MaskRow) => ({
    where: `saved_masks ${ordinal}`,
    what: partOf('record.saved-mask', { mask: name }),
  });
  return readRecords(
    readRows<MaskRow>(db, SELECT_SAVED_MASKS),
    savedMaskSchema,
    ({ ordinal: _, ...mask }) => mask,
    nameOf,
  );
}

function sameRow(a: MaskRow, b: MaskRow): boolean {
  return (Object.keys(a) as (keyof MaskRow)[]).every((key) => a[key] === b[key]);
}

/** Makes the stored masks these, writing only rows that differ. Ids are unique. */
export function writeSavedMasks(db: WritableDB, masks: readonly SavedMask[]): void {
  const stored = new Map(readRows<MaskRow>(db, SELECT_SAVED_MASKS).map((row) => [row.id, row]));
  const ordinals = placeInOrder(
    masks.map(({ id }) => id),
    new Map([...stored].map(([id, { ordinal }]) => [id, ordinal])),
  );
  masks.forEach(({ id, name, blob, x, y, width, height }, index) => {
    const row = { id, ordinal: ordinals[index] ?? index, name, blob, x, y, width, height };
    const old = stored.get(id);
    stored.delete(id);
    if (old === undefined || !sameRow(row, old)) writeRow(db, UPSERT, row);
  });
  for (const id of stored.keys()) writeRow(db, 'DELETE FROM saved_masks WHERE id = :id', { id });
}
