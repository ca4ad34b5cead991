import { type Project, projectSchema } from '../../../preload/contract/projects.ts';
import { type ReadableDB, readRows, type WritableDB, writeRow } from '../database.ts';

/** The studio's copy of its projects' names and times. Each project's own file decides. */

export const SELECT_RECENTS = `
  SELECT id, name, created_at AS createdAt, opened_at AS openedAt
  FROM recents ORDER BY opened_at DESC, id DESC`;

/** The projects, the latest opened first. */
export function readRecents(db: ReadableDB): Project[] {
  // A damaged row is left out, and its project is read from its folder.
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
