import { hash } from 'node:crypto';
import { partOf } from '../../../preload/contract/error-codes.ts';
import {
  blobsOfStep,
  isWholeStep,
  type RegionStep,
  regionStepSchema,
  type UnreadableStep,
} from '../../../preload/contract/region-steps.ts';
import { type ReadableDB, readRows, type WritableDB, writeRow } from '../database.ts';
import { type Kinds, keptAsRecorded, readKind } from './kinds.ts';
import { placeInOrder } from './order.ts';
import { type Readable, readRecords } from './records.ts';

/** The region being painted, oldest step first. Points are read only when the project is opened. */

interface StepRow {
  readonly id: string;
  readonly ordinal: number;
  readonly kind: string;
  readonly operation: string;
  readonly data: string;
  readonly dataVersion: number;
  readonly digest: Uint8Array | null;
  readonly blob: string | null;
}

type FullRow = StepRow & { readonly points: Uint8Array | null };

const COLUMNS = 'id, ordinal, kind, operation, data, data_version AS dataVersion, digest, blob';
export const SELECT_REGION_STEPS = `SELECT ${COLUMNS}, points FROM region_steps ORDER BY ordinal`;
const SELECT_DIGESTS = `SELECT ${COLUMNS} FROM region_steps`;

const UPSERT = `
  INSERT INTO region_steps (id, ordinal, kind, operation, data, data_version, digest, points, blob)
  VALUES (:id, :ordinal, :kind, :operation, :data, :dataVersion, :digest, :points, :blob)
  ON CONFLICT (id) DO UPDATE SET ordinal = excluded.ordinal, kind = excluded.kind, operation = excluded.operation,
    data = excluded.data, data_version = excluded.data_version, digest = excluded.digest, points = excluded.points,
    blob = excluded.blob`;

/** 8 bytes per number in the machine's order. Every machine that Electron runs on is little-endian. */
function encodePoints(points: readonly number[]): Buffer {
  return Buffer.from(Float64Array.from(points).buffer);
}

function decodePoints(bytes: Uint8Array): number[] {
  // A copy, because a view of 64-bit numbers must begin at a multiple of eight.
  return Array.from(new Float64Array(Uint8Array.from(bytes).buffer));
}

/** Which version of what `data` holds for each kind this studio reads. */
const kinds: Kinds<RegionStep['kind']> = {
  stroke: { version: 1 },
  rectangle: { version: 1 },
  ellipse: { version: 1 },
  polygon: { version: 1 },
  picture: { version: 1 },
  invert: { version: 1 },
  feather: { version: 1 },
  grow: { version: 1 },
};

/** A row in the contract's form, unchecked. The schema finds columns that hold something else. */
function toStep(row: FullRow): unknown {
  const { id, kind, operation, blob } = row;
  const points = row.points === null ? null : decodePoints(row.points);
  const data = readKind(kinds, row);
  if (data !== null) return { ...data, id, kind, operation, points, blob };
  return { kind: 'unreadable', id, operation, points, blob, recorded: keptAsRecorded(row) };
}

const nameOf = ({ ordinal }: FullRow) => ({ where: `region_steps ${ordinal}`, what: partOf('record.region', {}) });

export function readRegionSteps(db: ReadableDB): Readable<RegionStep> {
  return readRecords(readRows<FullRow>(db, SELECT_REGION_STEPS), regionStepSchema, toStep, nameOf);
}

function toRow(step: RegionStep, ordinal: number): FullRow {
  const points = 'points' in step && step.points !== null ? encodePoints(step.points) : null;
  const digest = points === null ? null : hash('sha256', points, 'buffer');
  const operation = isWholeStep(step) ? 'add' : step.operation;
  const [blob = null] = blobsOfStep(step);
  const shared = { id: step.id, ordinal, operation, points, digest, blob };
  if (step.kind === 'unreadable') {
    const { kind, data, dataVersion } = step.recorded;
    return { ...shared, kind, data, dataVersion };
  }
  return { ...shared, kind: step.kind, data: JSON.stringify(dataOf(step)), dataVersion: 1 };
}

/** What has no column of its own. A step of the whole has an operation only as the table asks for one. */
function dataOf(step: Exclude<RegionStep, UnreadableStep>): object {
  switch (step.kind) {
    case 'stroke':
      return { size: step.size };
    case 'rectangle':
    case 'ellipse':
    case 'picture': {
      const { x, y, width, height } = step;
      return { x, y, width, height };
    }
    case 'feather':
      return { radius: step.radius };
    case 'grow':
      return { by: step.by };
    case 'polygon':
    case 'invert':
      return {};
  }
}

/** Whether two rows are the same but for their place in the order. */
function sameStep(row: StepRow, old: StepRow): boolean {
  const alike = (['kind', 'operation', 'data', 'dataVersion', 'blob'] as const).every((key) => row[key] === old[key]);
  if (row.digest === null || old.digest === null) return alike && row.digest === old.digest;
  return alike && Buffer.compare(row.digest, old.digest) === 0;
}

/** Replaces the stored steps, whose ids are unique. An unchanged one costs a digest and no write. */
export function writeRegionSteps(db: WritableDB, steps: readonly RegionStep[]): void {
  const stored = new Map(readRows<StepRow>(db, SELECT_DIGESTS).map((row) => [row.id, row]));
  const ordinals = placeInOrder(
    steps.map((step) => step.id),
    new Map([...stored].map(([id, row]) => [id, row.ordinal])),
  );
  steps.forEach((step, index) => {
    const row = toRow(step, ordinals[index] ?? index);
    const old = stored.get(step.id);
    stored.delete(step.id);
    if (old === undefined || !sameStep(row, old)) {
      writeRow(db, UPSERT, { ...row });
    } else if (old.ordinal !== row.ordinal) {
      writeRow(db, 'UPDATE region_steps SET ordinal = :ordinal WHERE id = :id', { id: step.id, ordinal: row.ordinal });
    }
  });
  for (const id of stored.keys()) writeRow(db, 'DELETE FROM region_steps WHERE id = :id', { id });
}
