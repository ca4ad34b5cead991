/**
 * Captions wait on disk, so that a batch of them goes on after a restart. Each has the id of its note: the row goes in the
 * transaction that records the note. A note also says whether the artist has looked at its text and accepted it.
 */
export const projectMigration0220 = {
  version: 220,
  name: 'queue-captions',
  sql: `
    CREATE TABLE queued_captions (
      sequence INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      task TEXT NOT NULL,
      question TEXT NOT NULL,
      picture TEXT NOT NULL REFERENCES blobs (hash),
      failure TEXT CHECK (failure IS NULL OR json_valid(failure)),
      created_at INTEGER NOT NULL,
      json_version INTEGER NOT NULL CHECK (json_version > 0)
    ) STRICT;
    ALTER TABLE notes ADD COLUMN accepted_at INTEGER;
  `,
};
