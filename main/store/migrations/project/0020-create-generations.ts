/** Everything that made a picture, a row a picture; settings and timings as the contract's JSON. */
export const projectMigration0020 = {
  version: 20,
  name: 'create-generations',
  sql: `
    CREATE TABLE generations (
      id TEXT PRIMARY KEY,
      task TEXT NOT NULL,
      prompt TEXT NOT NULL,
      settings TEXT NOT NULL CHECK (json_valid(settings)),
      seed INTEGER NOT NULL,
      model_hash TEXT NOT NULL,
      model_name TEXT NOT NULL,
      provider TEXT NOT NULL,
      timings TEXT NOT NULL CHECK (json_valid(timings)),
      picture TEXT NOT NULL REFERENCES blobs (hash),
      frame_x INTEGER NOT NULL,
      frame_y INTEGER NOT NULL,
      frame_width INTEGER NOT NULL,
      frame_height INTEGER NOT NULL,
      page_width INTEGER NOT NULL,
      page_height INTEGER NOT NULL,
      mask TEXT REFERENCES blobs (hash),
      -- Not a reference: the parent's own record may have failed to save.
      parent_id TEXT,
      grid_columns INTEGER NOT NULL,
      grid_rows INTEGER NOT NULL,
      grid_codes BLOB NOT NULL CHECK (length(grid_codes) = grid_columns * grid_rows * 4),
      outcome TEXT NOT NULL CHECK (outcome IN ('waiting', 'accepted', 'dropped')),
      created_at INTEGER NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX generations_by_time ON generations (created_at, id);
    CREATE INDEX generations_by_picture ON generations (picture);
  `,
};
