import type { Project } from '../../../preload/contract/store.ts';
import { type ReadableDB, readRow, type WritableDB, writeRow } from '../database.ts';

/** The one row that says what this project is. Times in milliseconds since 1970, sizes in pixels. */

export interface Page {
  readonly width: number;
  readonly height: number;
}

const SELECT = 'SELECT id, name, created_at AS createdAt, opened_at AS openedAt FROM project';

export function insertProject(db: WritableDB, project: Project, page: Page): void {
  writeRow(
    db,
    `INSERT INTO project (only, id, name, created_at, opened_at, saved_at, page_width, page_height)
     VALUES (1, :id, :name, :createdAt, :openedAt, :createdAt, :width, :height)`,
    { ...project, width: page.width, height: page.height },
  );
}

export function readProject(db: ReadableDB): Project {
  const row = readRow<Project>(db, SELECT);
  if (row === undefined) throw new Error('The project file has no project in it.');
  return row;
}

export function renameProject(db: WritableDB, name: string): void {
  writeRow(db, 'UPDATE project SET name = :name', { name });
}

export function markOpened(db: WritableDB, openedAt: number): void {
  writeRow(db, 'UPDATE project SET opened_at = :openedAt', { openedAt });
}

export function readPage(db: ReadableDB): Page {
  const row = readRow<Page>(db, 'SELECT page_width AS width, page_height AS height FROM project');
  if (row === undefined) throw new Error('The project file has no project in it.');
  return row;
}

export function writePage(db: WritableDB, page: Page, savedAt: number): void {
  writeRow(db, 'UPDATE project SET page_width = :width, page_height = :height, saved_at = :savedAt', {
    width: page.width,
    height: page.height,
    savedAt,
  });
}
