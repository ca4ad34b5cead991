import type { Chance } from '../chance.ts';

/** Statements that leave a sound SQLite file whose content no studio ever wrote. */
export interface Statements {
  readonly what: string;
  readonly sql: readonly string[];
  /** Whether the rows themselves are others than before, so that they are not expected back. */
  readonly changesRows: boolean;
}

const columns: Readonly<Record<string, readonly string[]>> = {
  project: ['id', 'name', 'created_at', 'opened_at', 'saved_at', 'page_width', 'page_height', 'dpi'],
  blobs: ['hash', 'media_type', 'size', 'created_at'],
  layers: [
    'id',
    'ordinal',
    'name',
    'blob',
    'kind',
    'data',
    'data_version',
    'blend_mode',
    'locked',
    'mask',
    'mask_x',
    'mask_width',
    'mask_enabled',
    'parent_id',
    // Of projects from before layers had kinds.
    'media_type',
    'width',
    'height',
    'x',
    'y',
    'scale_x',
    'scale_y',
    'angle',
    'opacity',
    'generation_id',
  ],
  region_steps: ['id', 'ordinal', 'kind', 'operation', 'data', 'data_version', 'digest', 'points', 'blob'],
  saved_masks: ['id', 'ordinal', 'name', 'blob', 'x', 'y', 'width', 'height'],
  guides: ['id', 'ordinal', 'orientation', 'position'],
  // Of projects from before the painted region had steps.
  strokes: ['id', 'ordinal', 'size', 'digest', 'points'],
  generations: [
    'id',
    'task',
    'prompt',
    'settings',
    'seed',
    'model_hash',
    'model_name',
    'provider',
    'timings',
    'picture',
    'frame_x',
    'frame_width',
    'page_width',
    'mask',
    'parent_id',
    'grid_columns',
    'created_at',
    'details',
    'given_picture',
  ],
  notes: ['id', 'task', 'question', 'text', 'picture', 'settings', 'model_hash', 'created_at', 'edited_at'],
};

/** What `data` of layers and steps could hold: tiles, sizes and places that no studio writes. */
const blob = 'a'.repeat(64);
const oddData = [
  { tiles: [{ column: -1, row: 0, blob }] },
  { tiles: [{ column: 1e9, row: 0, blob }] },
  { tiles: [{ column: 0.5, row: 0, blob }] },
  { tiles: [{ column: 0, row: 0, blob: '../../etc/passwd' }] },
  {
    tiles: [
      { column: 0, row: 0, blob },
      { column: 0, row: 0, blob },
    ],
  },
  { tiles: [{ column: 31, row: 31, blob }] },
  { tiles: null },
  { tiles: Array.from({ length: 5000 }, (_, at) => ({ column: at % 32, row: 0, blob })) },
  { radius: 1e9 },
  { radius: -3 },
  { by: 0 },
  { by: 1e9 },
  { x: 1e300, y: 0, width: 1, height: 1 },
  { x: 0, y: 0, width: -1, height: 0 },
  { x: 0, y: 0, width: 1e6, height: 1e6 },
  { size: 1e12 },
].map((data) => `'${JSON.stringify(data)}'`);

/** Tile records of layers and steps of the region that no studio writes. */
export function oddPaint(chance: Chance): Statements {
  const table = chance.pick(['layers', 'region_steps']);
  const kind =
    table === 'layers' ? "'paint'" : chance.pick(["'feather'", "'grow'", "'rectangle'", "'picture'", 'kind']);
  const value = chance.pick(oddData);
  return {
    what: `${table}.data of ${kind} is ${value.slice(0, 60)}`,
    sql: [`UPDATE ${table} SET data = ${value} WHERE kind = ${kind}`],
    changesRows: true,
  };
}

const values = [
  "''",
  '0',
  '-1',
  '9e999',
  '-9e999',
  '9223372036854775807',
  '1e300',
  "'x'",
  "char(0)||'a'||char(0)",
  "printf('%.*c', 1000000, 'x')",
  "printf('%.*c', 300, 'x')",
  "'../../../../etc/passwd'",
  "'__proto__'",
  'NULL',
  "x'00ff'",
  'zeroblob(5000000)',
  'zeroblob(7)',
  "'{}'",
  "'[]'",
  "'null'",
  '\'{"steps":-1}\'',
  '\'{"__proto__":{"polluted":true}}\'',
  '\'{"steps":16,"textGuidance":4,"samplingTemperature":1,"later":{"unknown":1}}\'',
  "replace(hex(zeroblob(50000)),'00','[')",
  "'a task of the future'",
  "'generate'",
  "'0000000000000000000000000000000000000000000000000000000000000000'",
];

const ENDLESS = 'WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c)';

export function oddValue(chance: Chance): Statements {
  const table = chance.pick(Object.keys(columns));
  const column = chance.pick(columns[table] ?? []);
  const value = chance.pick(values);
  const where = chance.happens(0.5) ? '' : ` WHERE rowid = (SELECT min(rowid) FROM ${table})`;
  return {
    what: `${table}.${column} is ${value.slice(0, 60)}${where === '' ? ' in all rows' : ''}`,
    // A table without rowids has no second form.
    sql: [`UPDATE OR REPLACE ${table} SET ${column} = ${value}${table === 'blobs' ? '' : where}`],
    changesRows: true,
  };
}

export function oddSchema(chance: Chance): Statements {
  const table = chance.pick(Object.keys(columns));
  const column = chance.pick(columns[table] ?? []);
  const shape = chance.pick<Statements>([
    { what: `no table ${table}`, sql: [`DROP TABLE ${table}`], changesRows: true },
    { what: `no rows in ${table}`, sql: [`DELETE FROM ${table}`], changesRows: true },
    { what: `no column ${table}.${column}`, sql: [`ALTER TABLE ${table} DROP COLUMN ${column}`], changesRows: true },
    {
      what: `${table}.${column} is renamed`,
      sql: [`ALTER TABLE ${table} RENAME COLUMN ${column} TO other`],
      changesRows: true,
    },
    { what: `${table} has a column more`, sql: [`ALTER TABLE ${table} ADD COLUMN later TEXT`], changesRows: false },
    {
      what: `a table of the future`,
      sql: ['CREATE TABLE future (a, b)', 'INSERT INTO future VALUES (1, 2)'],
      changesRows: false,
    },
    {
      what: `${table} is a view that never ends`,
      sql: [`ALTER TABLE ${table} RENAME TO old`, `CREATE VIEW ${table} AS ${ENDLESS} SELECT old.* FROM old, c`],
      changesRows: true,
    },
    {
      what: `a trigger that never ends on ${table}`,
      sql: [
        'CREATE TABLE sink (n)',
        ...['INSERT', 'UPDATE', 'DELETE'].map(
          (event) =>
            `CREATE TRIGGER endless_${event} AFTER ${event} ON ${table} BEGIN INSERT INTO sink ${ENDLESS} SELECT n FROM c; END`,
        ),
      ],
      changesRows: false,
    },
    {
      what: `a trigger that empties the project when ${table} changes`,
      sql: ['INSERT', 'UPDATE'].map(
        (event) =>
          `CREATE TRIGGER emptying_${event} AFTER ${event} ON ${table} BEGIN DELETE FROM layers; DELETE FROM notes; END`,
      ),
      changesRows: false,
    },
    {
      what: `a trigger that forbids changes of ${table}`,
      sql: ['INSERT', 'UPDATE'].map(
        (event) =>
          `CREATE TRIGGER forbidding_${event} BEFORE ${event} ON ${table} BEGIN SELECT RAISE(ABORT, 'no'); END`,
      ),
      changesRows: false,
    },
    {
      what: 'an index without its table',
      sql: ['PRAGMA writable_schema = ON', `DELETE FROM sqlite_schema WHERE type = 'table' AND name = '${table}'`],
      changesRows: true,
    },
    {
      what: 'a schema that is no SQL',
      sql: ['PRAGMA writable_schema = ON', `UPDATE sqlite_schema SET sql = 'CREATE NONSENSE' WHERE name = '${table}'`],
      changesRows: true,
    },
    {
      what: 'an index of another order',
      sql: ['PRAGMA writable_schema = ON', `UPDATE sqlite_schema SET rootpage = 2 WHERE name = '${table}'`],
      changesRows: true,
    },
  ]);
  return shape;
}

export function manyRows(chance: Chance): Statements {
  const rows = chance.pick([1500, 20_000]);
  const series = `WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < ${rows})`;
  const same =
    'kind, name, parent_id, visible, opacity, blend_mode, locked, locked_position, locked_transparency, protected, ' +
    'generation_id, width, height, x, y, scale_x, scale_y, angle, blob, data, data_version';
  return {
    what: `${rows} layers`,
    sql: [
      `${series} INSERT INTO layers (id, ordinal, ${same}) SELECT printf('00000000-0000-4000-8000-%012d', n), n + 100000, ${same} FROM (SELECT * FROM layers LIMIT 1), c`,
    ],
    changesRows: true,
  };
}

export function anyRows(chance: Chance): Statements {
  return chance.weighted([
    [8, oddValue],
    [4, oddPaint],
    [5, oddSchema],
    [1, manyRows],
  ] as const)(chance);
}
