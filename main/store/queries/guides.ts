import { partOf } from '../../../preload/contract/error-codes.ts';
import { type Guide, guideSchema } from '../../../preload/contract/guides.ts';
import { type ReadableDB, readRows, type WritableDB, writeRow } from '../database.ts';
import { placeInOrder } from './order.ts';
import { type Readable, readRecords } from './records.ts';

/** The guides of the page, in the order in which they were added. */

type GuideRow = Guide & { readonly ordinal: number };

export const SELECT_GUIDES = 'SELECT id, ordinal, orientation, position FROM guides ORDER BY ordinal';

const UPSERT = `
  INSERT INTO guides (id, ordinal, orientation, position) VALUES (:id, :ordinal, :orientation, :position)
  ON CONFLICT (id) DO UPDATE SET ordinal = excluded.ordinal, orientation = excluded.orientation,
    position = excluded.position`;

export function readGuides(db: ReadableDB): Readable<Guide> {
  return readRecords(
    readRows<GuideRow>(db, SELECT_GUIDES),
    guideSchema,
    ({ ordinal: _, ...guide }) => guide,
    ({ ordinal }) => ({ where: `guides ${ordinal}`, what: partOf('record.guide', {}) }),
  );
}

/** Makes the stored guides these, writing only rows that differ. Ids are unique. */
export function writeGuides(db: WritableDB, guides: readonly Guide[]): void {
  const stored = new Map(readRows<GuideRow>(db, SELECT_GUIDES).map((row) => [row.id, row]));
  const ordinals = placeInOrder(
    guides.map(({ id }) => id),
    new Map([...stored].map(([id, { ordinal }]) => [id, ordinal])),
  );
  guides.forEach(({ id, orientation, position }, index) => {
    const row: GuideRow = { id, ordinal: ordinals[index] ?? index, orientation, position };
    const old = stored.get(id);
    stored.delete(id);
    if (old === undefined || !isSameRow(row, old)) writeRow(db, UPSERT, { ...row });
  });
  for (const id of stored.keys()) writeRow(db, 'DELETE FROM guides WHERE id = :id', { id });
}

function isSameRow(a: GuideRow, b: GuideRow): boolean {
  return a.ordinal === b.ordinal && a.orientation === b.orientation && a.position === b.position;
}
