import { type Project, projectSchema } from '../../../preload/contract/store.ts';
import { type ReadableDB, readRows, type WritableDB, writeRow } from '../database.ts';

/** What the studio remembers of its projects; each project's own file is the truth. */

export const SELECT_RECENTS = `
  SELECT id, name, created_at AS createdAt, opened_at AS openedAt
  FROM recents ORDER BY opened_at DESC, id DESC`;

/** The one opened last comes first. */
export function readRecents(db: ReadableDB): Project[] {
  // What is no project is found anew in its folder.
  return readRows<unknown>(db, SELECT_RECENTS).flatMap((row) => projectSchema.safeParse(row).data ?? []);
}

export function writeRecent(db: WritableDB, project: Project): void {
  writeRow(
    db,
    `INSERT INTO recents (id, name, created_at, opened_at) VALUES (:id, :name, :createdAt, :openedAt)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, created_at = excluded.created_at,
       opened_at = excluded.opened_at`,
    { ...project },
  );
}

export function deleteRecent(db: WritableDB, id: string): void {
  writeRow(db, 'DELETE FROM recents WHERE id = :id', { id });
}
