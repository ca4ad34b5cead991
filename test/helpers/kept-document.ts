import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

/** Layers and paint of the only project of a data folder, as they are on disk: for comparing. */
export function keptDocument(home: string): string {
  const projects = join(home, 'projects');
  const [id] = readdirSync(projects).filter((name) => !name.startsWith('.'));
  if (id === undefined) throw new Error(`There is no project in ${projects}.`);
  const db = new Database(join(projects, id, 'project.sqlite'), { readonly: true });
  try {
    const rows = (columns: string, table: string) =>
      db.prepare(`SELECT ${columns} FROM ${table} ORDER BY ordinal`).all();
    const layers = rows('id, name, x, y, scale_x, scale_y, angle, opacity, visible', 'layers');
    return JSON.stringify({ layers, region: rows('id, operation, data', 'region_steps') });
  } finally {
    db.close();
  }
}
