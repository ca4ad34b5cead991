/** Captions and answers that the artist keeps. */
export const projectMigration0030 = {
  version: 30,
  name: 'create-notes',
  sql: `
    CREATE TABLE notes (
      id TEXT PRIMARY KEY,
      task TEXT NOT NULL CHECK (task IN ('caption', 'ask')),
      question TEXT NOT NULL,
      text TEXT NOT NULL,
      picture TEXT REFERENCES blobs (hash),
      settings TEXT CHECK (settings IS NULL OR json_valid(settings)),
      model_hash TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      edited_at INTEGER
    ) STRICT;
    CREATE INDEX notes_by_time ON notes (created_at, id);
  `,
};
