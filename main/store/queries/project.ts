import { pageSizeSchema } from '../../../preload/contract/document.ts';
import { dpiSchema } from '../../../preload/contract/dpi.ts';
import { StudioError } from '../../../preload/contract/errors.ts';
import { type Project, projectSchema } from '../../../preload/contract/projects.ts';
import { type ReadableDB, readRow, type WritableDB, writeRow } from '../database.ts';

/** The row that describes the project. Times are milliseconds since 1970, sizes are pixels. */

export interface Page {
  readonly width: number;
  readonly height: number;
  /** Whether the page is on white paper, as it is where this is absent. */
  readonly paper?: boolean;
  /** Whether the artist chose the size, which is not so where this is absent. */
  readonly sizeChosen?: boolean;
  /** Pixels per inch. Absent where nobody has said. */
  readonly dpi?: number;
}

type PageRow = Pick<Page, 'width' | 'height'> & {
  readonly paper: 0 | 1;
  readonly sizeChosen: 0 | 1;
  readonly dpi: number | null;
};

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
  if (row === undefined) throw noProject();
  // The id is not checked: the folder's name counts, and a copied project has another one.
  return { ...projectSchema.omit({ id: true }).parse(row), id: row.id };
}

/**
 * Checks the row of a project of any schema, on which everything else depends.
 * @throws StudioError or ZodError where the row can't be read
 */
export function refuseUnusable(db: ReadableDB): void {
  readProject(db);
  pageSizeSchema.parse(readRow(db, 'SELECT page_width AS width, page_height AS height FROM project'));
}

/** The number of commits, or null in an older schema, which has no count. */
export function readCommits(db: ReadableDB): number | null {
  const known = readRow(db, `SELECT 1 FROM pragma_table_info('project') WHERE name = 'commits'`);
  if (known === undefined) return null;
  return readRow<{ commits: number }>(db, 'SELECT commits FROM project')?.commits ?? null;
}

/** @returns the number of this commit */
export function countCommit(db: WritableDB): number {
  writeRow(db, 'UPDATE project SET commits = commits + 1');
  return readCommits(db) ?? 0;
}

export function renameProject(db: WritableDB, name: string): void {
  writeRow(db, 'UPDATE project SET name = :name', { name });
}

/** Makes a copied database the file of this project. Drawings and captions that wait stay with the one that was copied. */
export function becomeProject(db: WritableDB, project: Project): void {
  writeRow(db, 'UPDATE project SET id = :id, name = :name, created_at = :createdAt, opened_at = :openedAt', {
    ...project,
  });
  writeRow(db, 'DELETE FROM queued_jobs');
  writeRow(db, 'DELETE FROM queued_captions');
}

export function markOpened(db: WritableDB, openedAt: number): void {
  writeRow(db, 'UPDATE project SET opened_at = :openedAt', { openedAt });
}

const noProject = () => StudioError.of('projects.empty-database', {});

export function readPage(db: ReadableDB): Page {
  const row = readRow<PageRow>(
    db,
    'SELECT page_width AS width, page_height AS height, paper, size_chosen AS sizeChosen, dpi FROM project',
  );
  if (row === undefined) throw noProject();
  const { width, height, paper, sizeChosen } = row;
  const dpi = dpiSchema.safeParse(row.dpi).data;
  return {
    ...{ width, height },
    ...(paper === 0 && { paper: false }),
    ...(sizeChosen === 1 && { sizeChosen: true }),
    ...(dpi !== undefined && { dpi }),
  };
}

export function writePage(db: WritableDB, page: Page, savedAt: number): void {
  writeRow(
    db,
    `UPDATE project SET page_width = :width, page_height = :height, paper = :paper, size_chosen = :sizeChosen,
       dpi = :dpi, saved_at = :savedAt`,
    {
      width: page.width,
      height: page.height,
      paper: page.paper === false ? 0 : 1,
      sizeChosen: page.sizeChosen === true ? 1 : 0,
      dpi: page.dpi ?? null,
      savedAt,
    },
  );
}
