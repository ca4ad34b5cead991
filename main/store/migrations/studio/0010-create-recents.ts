/** A copy of what every project says of itself, so that a list needs not open them all. */
export const studioMigration0010 = {
  version: 10,
  name: 'create-recents',
  sql: `
    CREATE TABLE recents (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      opened_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX recents_by_opening ON recents (opened_at, id);
  `,
};
