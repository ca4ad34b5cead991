import { documentSchema, type PictureDocument } from '../../../preload/contract/document.ts';
import {
  type DocumentVersion,
  documentVersionSchema,
  MOST_VERSIONS,
} from '../../../preload/contract/document-versions.ts';
import { StudioError } from '../../../preload/contract/errors.ts';
import { type ReadableDB, readRow, readRows, type WritableDB, writeRow } from '../database.ts';
import { deflated, inflated } from '../deflated.ts';
import { outlivedVersions } from '../version-ages.ts';

/** Earlier states of the document. */

/** Bytes of one document, which is a few kilobytes for most. */
const MOST_BYTES = 64 * 1024 ** 2;

/** Keeps a state of the document, unless it is that of the newest version. What has become too old goes. */
export function keepVersion(db: WritableDB, document: PictureDocument, reason: 'time' | 'large', now: number): void {
  // A duplicate of the project has another id, and its versions are its own.
  const { projectId: _, ...page } = document;
  const bytes = deflated(JSON.stringify(page));
  const last = readRow<{ document: unknown }>(
    db,
    'SELECT document FROM document_versions ORDER BY number DESC LIMIT 1',
  );
  if (last?.document instanceof Uint8Array && Buffer.compare(bytes, last.document) === 0) return;
  const { width, height, layers } = page;
  writeRow(
    db,
    `INSERT INTO document_versions (made_at, reason, layers, width, height, document)
     VALUES (:now, :reason, :layers, :width, :height, :bytes)`,
    { now, reason, layers: layers.length, width, height, bytes },
  );
  const kept = readRows<{ number: number; madeAt: number }>(
    db,
    'SELECT number, made_at AS madeAt FROM document_versions',
  );
  for (const number of outlivedVersions(kept, now)) {
    writeRow(db, 'DELETE FROM document_versions WHERE number = :number', { number });
  }
}

/** When the newest version was made, by the clock of that day. */
export function lastVersionAt(db: ReadableDB): number | null {
  const sql = 'SELECT made_at AS madeAt FROM document_versions ORDER BY number DESC LIMIT 1';
  return readRow<{ madeAt: number }>(db, sql)?.madeAt ?? null;
}

/** Newest first. A row that says nothing sensible is left out. */
export function readVersions(db: ReadableDB): DocumentVersion[] {
  const rows = readRows<object>(
    db,
    `SELECT number, made_at AS madeAt, reason, layers, width, height FROM document_versions
     ORDER BY number DESC LIMIT ${MOST_VERSIONS}`,
  );
  return rows.flatMap((row) => documentVersionSchema.safeParse(row).data ?? []);
}

/** @throws StudioError where there is no such version, or none that can be read */
export function readVersion(db: ReadableDB, number: number): PictureDocument {
  const row = readRow<{ document: unknown }>(db, 'SELECT document FROM document_versions WHERE number = :number', {
    number,
  });
  if (row === undefined) throw StudioError.of('documents.no-version', {});
  const text = inflated(row.document, MOST_BYTES);
  try {
    if (text === null) throw new Error('no deflated text');
    return documentSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw StudioError.of('documents.version-unreadable', {}, { cause });
  }
}
