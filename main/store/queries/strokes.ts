import { hash } from 'node:crypto';
import { type Stroke, strokeSchema } from '../../../preload/contract/document.ts';
import { type ReadableDB, readRows, type WritableDB, writeRow } from '../database.ts';
import { placeInOrder } from './order.ts';
import { type Readable, readRecords } from './records.ts';

/** The mask being painted, oldest stroke first. Points are read only when the project is opened. */

interface StrokeRow {
  readonly id: string;
  readonly ordinal: number;
  readonly size: number;
  readonly erase: 0 | 1;
  readonly digest: Uint8Array;
}

export const SELECT_STROKES = 'SELECT id, ordinal, size, erase, points FROM strokes ORDER BY ordinal';
const SELECT_DIGESTS = 'SELECT id, ordinal, size, erase, digest FROM strokes';

const UPSERT = `
  INSERT INTO strokes (id, ordinal, size, erase, digest, points)
  VALUES (:id, :ordinal, :size, :erase, :digest, :points)
  ON CONFLICT (id) DO UPDATE SET ordinal = excluded.ordinal, size = excluded.size,
    erase = excluded.erase, digest = excluded.digest, points = excluded.points`;

/** 8 bytes a number, in the machine's order: every machine that Electron runs on is little-endian. */
function encodePoints(points: readonly number[]): Buffer {
  return Buffer.from(Float64Array.from(points).buffer);
}

function decodePoints(bytes: Uint8Array): number[] {
  // A copy, because a view of 64-bit numbers must begin at a multiple of eight.
  return Array.from(new Float64Array(Uint8Array.from(bytes).buffer));
}

type FullRow = StrokeRow & { readonly points: Uint8Array };

const toStroke = ({ id, size, erase, points }: FullRow): Stroke => ({
  id,
  size,
  erase: erase === 1,
  points: decodePoints(points),
});

const nameOf = ({ ordinal }: FullRow) => ({ where: `strokes ${ordinal}`, what: 'A stroke of the painted area' });

export function readStrokes(db: ReadableDB): Readable<Stroke> {
  return readRecords(readRows<FullRow>(db, SELECT_STROKES), strokeSchema, toStroke, nameOf);
}

function sameStroke(stroke: Stroke, digest: Uint8Array, old: StrokeRow): boolean {
  return stroke.size === old.size && stroke.erase === (old.erase === 1) && Buffer.compare(digest, old.digest) === 0;
}

/** Makes the stored strokes these: unchanged ones cost a digest, not a write. Ids are unique. */
export function writeStrokes(db: WritableDB, strokes: readonly Stroke[]): void {
  const stored = new Map(readRows<StrokeRow>(db, SELECT_DIGESTS).map((row) => [row.id, row]));
  const ordinals = placeInOrder(
    strokes.map((stroke) => stroke.id),
    new Map([...stored].map(([id, row]) => [id, row.ordinal])),
  );
  strokes.forEach((stroke, index) => {
    const points = encodePoints(stroke.points);
    const digest = hash('sha256', points, 'buffer');
    const ordinal = ordinals[index] ?? index;
    const old = stored.get(stroke.id);
    stored.delete(stroke.id);
    if (old === undefined || !sameStroke(stroke, digest, old)) {
      writeRow(db, UPSERT, { id: stroke.id, ordinal, size: stroke.size, erase: stroke.erase ? 1 : 0, digest, points });
    } else if (old.ordinal !== ordinal) {
      writeRow(db, 'UPDATE strokes SET ordinal = :ordinal WHERE id = :id', { id: stroke.id, ordinal });
    }
  });
  for (const id of stored.keys()) writeRow(db, 'DELETE FROM strokes WHERE id = :id', { id });
}
