/**
 * Every text that a note had stays, and a deleted note can be brought back. A trigger writes the versions, so that no
 * writer can forget them.
 */
export const projectMigration0170 = {
  version: 170,
  name: 'keep-note-versions',
  sql: `
    ALTER TABLE notes ADD COLUMN deleted_at INTEGER;
    CREATE TABLE note_versions (
      sequence INTEGER PRIMARY KEY,
      note_id TEXT NOT NULL REFERENCES notes (id) ON DELETE CASCADE,
      text TEXT NOT NULL,
      written_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX note_versions_of_note ON note_versions (note_id, sequence);
    CREATE TRIGGER notes_keep_version AFTER UPDATE OF text ON notes WHEN new.text <> old.text BEGIN
      INSERT INTO note_versions (note_id, text, written_at)
      VALUES (old.id, old.text, coalesce(old.edited_at, old.created_at));
    END;
  `,
};
