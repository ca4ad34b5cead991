/** Regions are saved under names, to be used again. */
export const projectMigration0090 = {
  version: 90,
  name: 'save-masks',
  sql: `
    CREATE TABLE saved_masks (
      id TEXT PRIMARY KEY,
      ordinal INTEGER NOT NULL,
      name TEXT NOT NULL,
      blob TEXT NOT NULL REFERENCES blobs (hash),
      x INTEGER NOT NULL,
      y INTEGER NOT NULL,
      width INTEGER NOT NULL CHECK (width > 0),
      height INTEGER NOT NULL CHECK (height > 0)
    ) STRICT;
    CREATE INDEX saved_masks_by_ordinal ON saved_masks (ordinal);
    CREATE INDEX saved_masks_by_blob ON saved_masks (blob);
    -- Steps of the region name pictures, too.
    CREATE INDEX region_steps_by_blob ON region_steps (blob);
  `,
};
