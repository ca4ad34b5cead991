import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { type RegionStep, regionStepSchema } from '../../preload/contract/region-steps.ts';

/** The only project of a data folder, as it is on disk. */
function readKept<T>(home: string, read: (db: Database.Database) => T): T {
  const projects = join(home, 'projects');
  const [id] = readdirSync(projects).filter((name) => !name.startsWith('.'));
  if (id === undefined) throw new Error(`There is no project in ${projects}.`);
  const db = new Database(join(projects, id, 'project.sqlite'), { readonly: true });
  try {
    return read(db);
  } finally {
    db.close();
  }
}

const LAYER_COLUMNS = `id, name, parent_id, x, y, scale_x, scale_y, angle, opacity, visible, blend_mode, locked,
  locked_position, locked_transparency, mask, mask_enabled, blob, data`;

/** Layers, region and guides, for comparing. */
export function keptDocument(home: string): string {
  return readKept(home, (db) => {
    const rows = (columns: string, table: string) =>
      db.prepare(`SELECT ${columns} FROM ${table} ORDER BY ordinal`).all();
    const layers = rows(LAYER_COLUMNS, 'layers');
    const region = rows('id, kind, operation, data', 'region_steps');
    return JSON.stringify({ layers, region, guides: rows('orientation, position', 'guides') });
  });
}

/** The page of the project with this name. */
export function keptPage(home: string, name: string): unknown {
  const projects = join(home, 'projects');
  for (const id of readdirSync(projects).filter((one) => !one.startsWith('.'))) {
    const db = new Database(join(projects, id, 'project.sqlite'), { readonly: true });
    const page = db
      .prepare(
        'SELECT page_width AS width, page_height AS height, paper, size_chosen AS sizeChosen, dpi FROM project WHERE name = ?',
      )
      .get(name);
    db.close();
    if (page !== undefined) return page;
  }
  throw new Error(`There is no project “${name}”.`);
}

interface StepRow {
  readonly data: string;
  readonly points: Uint8Array | null;
}

/** The steps of the region, oldest first. */
export function keptRegion(home: string): RegionStep[] {
  return readKept(home, (db) =>
    db
      .prepare<[], StepRow>('SELECT id, kind, operation, data, points, blob FROM region_steps ORDER BY ordinal')
      .all()
      .map(({ data, points, ...row }) => {
        const numbers = points === null ? null : [...new Float64Array(Uint8Array.from(points).buffer)];
        return regionStepSchema.parse({ ...row, ...(JSON.parse(data) as object), points: numbers });
      }),
  );
}
