/**
 * What can be undone and redone stays when the project is closed. `undo_open` is what a gesture has done that has not ended:
 * no step yet, and already in the document.
 */
export const projectMigration0210 = {
  version: 210,
  name: 'keep-undo-steps',
  sql: `
    CREATE TABLE undo_steps (number INTEGER PRIMARY KEY, step BLOB NOT NULL) STRICT;
    ALTER TABLE project ADD COLUMN undo_done INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE project ADD COLUMN undo_open BLOB;
  `,
};
