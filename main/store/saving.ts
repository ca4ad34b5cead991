import type { PictureDocument } from '../../preload/contract/document.ts';
import type { UndoChange } from '../../preload/contract/undo-steps.ts';
import { type ReadableDB, readRow, type WritableDB } from './database.ts';
import { readDocument, writeDocument } from './queries/document.ts';
import { keepVersion, lastVersionAt } from './queries/document-versions.ts';
import { readPage } from './queries/project.ts';
import { writeUndo } from './queries/undo-steps.ts';
import { isDue } from './version-ages.ts';

/** Layers that go in one save, from which on the state of before is kept. */
const MANY_LAYERS = 3;

/**
 * Writes the document with its undo steps. The state of before is kept as a version where much of it goes, and the new one
 * where the last version is some time ago.
 * @param undo absent where the document was changed by something that keeps no steps
 * @throws StudioError `bad-request` as `writeDocument` does
 */
export function saveDocument(
  db: WritableDB,
  document: PictureDocument,
  undo: UndoChange | undefined,
  now: number,
): void {
  const before = takesMuch(db, document) ? readDocument(db).document : null;
  writeDocument(db, document, now);
  writeUndo(db, undo);
  if (before !== null) keepVersion(db, before, 'large', now);
  if (document.layers.length > 0 && isDue(lastVersionAt(db), now)) keepVersion(db, document, 'time', now);
}

/** Whether many layers go at once, or the page gets another size. */
function takesMuch(db: ReadableDB, { layers, width, height }: PictureDocument): boolean {
  const had = readRow<{ count: number }>(db, 'SELECT count(*) AS count FROM layers')?.count ?? 0;
  if (had === 0) return false;
  const page = readPage(db);
  const gone = had - layers.length;
  return gone >= Math.min(MANY_LAYERS, had) || page.width !== width || page.height !== height;
}
