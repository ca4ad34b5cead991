/** A page has guides, to which things are aligned. */
export const projectMigration0110 = {
  version: 110,
  name: 'keep-guides',
  sql: `
    CREATE TABLE guides (
      id TEXT PRIMARY KEY,
      ordinal INTEGER NOT NULL,
      orientation TEXT NOT NULL CHECK (orientation IN ('horizontal', 'vertical')),
      position REAL NOT NULL
    ) STRICT;
    CREATE INDEX guides_by_ordinal ON guides (ordinal);
  `,
};
