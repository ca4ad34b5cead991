import { type DatabaseKind, openBytes, type ReadableDB, readRows, schemaVersion, updateSchema } from './database.ts';

/**
 * Checks that a database is built as the studio builds it. A foreign file may hold triggers and views that run with
 * every change, tables without their rules, or a version that never existed.
 */

interface Entry {
  readonly type: string;
  readonly name: string;
  readonly sql: string;
}

const expected = new Map<string, string>();

/** Null where the database is built as by the studio; otherwise the first difference, for the log. */
export function foreignIn(db: ReadableDB, kind: DatabaseKind): string | null {
  const version = schemaVersion(db);
  if (!kind.migrations.some((migration) => migration.version === version)) return `schema ${version} never was`;
  const found = built(db);
  const wanted = asBuilt(kind, version);
  if (JSON.stringify(found) === wanted) return null;
  const known = new Set((JSON.parse(wanted) as Entry[]).map((entry) => JSON.stringify(entry)));
  const strange = found.find((entry) => !known.has(JSON.stringify(entry)));
  return strange === undefined ? 'a part of the schema is missing' : `not ours: ${strange.type} ${strange.name}`;
}

function asBuilt(kind: DatabaseKind, version: number): string {
  const key = `${kind.applicationId} ${version}`;
  const known = expected.get(key);
  if (known !== undefined) return known;
  const db = openBytes(Buffer.alloc(0));
  updateSchema(db, { ...kind, migrations: kind.migrations.filter((migration) => migration.version <= version) });
  const text = JSON.stringify(built(db));
  expected.set(key, text);
  return text;
}

/** The schema without comments and layout, which SQLite keeps as they were written. */
function built(db: ReadableDB): Entry[] {
  const rows = readRows<Entry>(
    db,
    `SELECT type, name, coalesce(sql, '') AS sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name`,
  );
  return rows.map(({ type, name, sql }) => ({
    type,
    name,
    sql: sql
      .replaceAll(/--[^\n]*/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  }));
}
