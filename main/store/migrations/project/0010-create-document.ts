/**
 * The project itself, its blobs, and the picture that is open in it. Ordinals say the order and
 * have gaps: only what changed is written on a save.
 */
export const projectMigration0010 = {
  version: 10,
  name: 'create-document',
  sql: `
    CREATE TABLE project (
      -- One row: this file is one project.
      only INTEGER PRIMARY KEY CHECK (only = 1),
      id TEXT NOT NULL,
      name TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      opened_at INTEGER NOT NULL,
      saved_at INTEGER NOT NULL,
      page_width INTEGER NOT NULL,
      page_height INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE blobs (
      hash TEXT PRIMARY KEY CHECK (length(hash) = 64),
      media_type TEXT NOT NULL,
      size INTEGER NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE layers (
      id TEXT PRIMARY KEY,
      ordinal INTEGER NOT NULL,
      name TEXT NOT NULL,
      blob TEXT NOT NULL REFERENCES blobs (hash),
      media_type TEXT NOT NULL,
      width INTEGER NOT NULL,
      height INTEGER NOT NULL,
      x REAL NOT NULL,
      y REAL NOT NULL,
      scale_x REAL NOT NULL,
      scale_y REAL NOT NULL,
      angle REAL NOT NULL,
      opacity REAL NOT NULL,
      visible INTEGER NOT NULL CHECK (visible IN (0, 1)),
      -- Not a reference: a layer stays when the record of its drawing could not be saved.
      generation_id TEXT
    ) STRICT;
    CREATE INDEX layers_by_ordinal ON layers (ordinal);
    CREATE INDEX layers_by_blob ON layers (blob);

    CREATE TABLE strokes (
      id TEXT PRIMARY KEY,
      ordinal INTEGER NOT NULL,
      size REAL NOT NULL,
      erase INTEGER NOT NULL CHECK (erase IN (0, 1)),
      -- sha256 of points: says whether a stroke changed without reading them.
      digest BLOB NOT NULL,
      -- Float64, little-endian: x0, y0, x1, y1, ...
      points BLOB NOT NULL
    ) STRICT;
    CREATE INDEX strokes_by_ordinal ON strokes (ordinal);
  `,
};
