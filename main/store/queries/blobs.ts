import { partOf } from '../../../preload/contract/error-codes.ts';
import type { KeptType } from '../../../preload/contract/kept-types.ts';
import type { ToldPart } from '../../../preload/contract/told.ts';
import { type ReadableDB, readRow, readRows, type WritableDB, writeRow } from '../database.ts';

/** The pictures that the project holds. Their bytes are files; see ../blobs.ts. */

export interface BlobRow {
  readonly hash: string;
  readonly mediaType: KeptType;
  /** Bytes. */
  readonly size: number;
  /** The hash of the file from which it was converted when it came in. */
  readonly madeFrom?: string;
}

/** Inserts a picture. The same content is one row, which keeps its first media type. */
export function insertBlob(db: WritableDB, blob: BlobRow, createdAt: number): void {
  writeRow(
    db,
    `INSERT INTO blobs (hash, media_type, size, made_from, created_at)
     VALUES (:hash, :mediaType, :size, :madeFrom, :createdAt)
     ON CONFLICT (hash) DO NOTHING`,
    { ...blob, madeFrom: blob.madeFrom ?? null, createdAt },
  );
}

export function readBlobRow(db: ReadableDB, hash: string): BlobRow | undefined {
  return readRow<BlobRow>(db, 'SELECT hash, media_type AS mediaType, size FROM blobs WHERE hash = :hash', { hash });
}

const MISSING = `
  SELECT value AS hash FROM json_each(:hashes)
  WHERE NOT EXISTS (SELECT 1 FROM blobs WHERE blobs.hash = value)`;

/** The hashes that the project does not hold. */
export function findMissingBlobs(db: ReadableDB, hashes: readonly string[]): string[] {
  return readRows<{ hash: string }>(db, MISSING, { hashes: JSON.stringify(hashes) }).map((row) => row.hash);
}

const PAINTED = `
  SELECT name FROM layers, json_each(layers.data, '$.tiles') AS tile
  WHERE layers.kind = 'paint' AND tile.value ->> '$.blob' = :hash LIMIT 1`;

const MASKED = `
  SELECT name FROM layers WHERE mask = :hash
  UNION ALL
  SELECT name FROM layers, json_each(layers.data, '$.mask.tiled.tiles') AS tile
  WHERE tile.value ->> '$.blob' = :hash LIMIT 1`;

/** How the artist knows a picture: by the layer that shows it, or by the prompt that drew it. */
export function describeBlob(db: ReadableDB, hash: string): ToldPart {
  const layer = readRow<{ name: string }>(db, 'SELECT name FROM layers WHERE blob = :hash LIMIT 1', { hash });
  if (layer !== undefined) return partOf('blob.layer', { layer: layer.name });
  const painted = readRow<{ name: string }>(db, PAINTED, { hash });
  if (painted !== undefined) return partOf('blob.layer', { layer: painted.name });
  const masked = readRow<{ name: string }>(db, MASKED, { hash });
  if (masked !== undefined) return partOf('blob.mask', { layer: masked.name });
  const drawn = readRow<{ prompt: string }>(db, 'SELECT prompt FROM generations WHERE picture = :hash LIMIT 1', {
    hash,
  });
  if (drawn === undefined) return partOf('blob.unknown', {});
  return partOf('blob.drawing', { prompt: drawn.prompt.length > 80 ? `${drawn.prompt.slice(0, 80)}…` : drawn.prompt });
}
