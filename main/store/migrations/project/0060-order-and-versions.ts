/**
 * Records are ordered by a number of their own, not by the clock, and say which version of the
 * contract's JSON their columns hold: 1 is everything before this step. Commits are counted, so that
 * work which is rolled back behind the studio's back is noticed (see ../../commit-count.ts).
 */
export const projectMigration0060 = {
  version: 60,
  name: 'order-and-versions',
  sql: `
    ALTER TABLE generations ADD COLUMN sequence INTEGER NOT NULL DEFAULT 0;
    UPDATE generations SET sequence = rowid;
    DROP INDEX generations_by_time;
    CREATE UNIQUE INDEX generations_by_sequence ON generations (sequence);
    ALTER TABLE generations ADD COLUMN json_version INTEGER NOT NULL DEFAULT 1;

    ALTER TABLE notes ADD COLUMN sequence INTEGER NOT NULL DEFAULT 0;
    UPDATE notes SET sequence = rowid;
    DROP INDEX notes_by_time;
    CREATE UNIQUE INDEX notes_by_sequence ON notes (sequence);
    ALTER TABLE notes ADD COLUMN json_version INTEGER NOT NULL DEFAULT 1;

    ALTER TABLE project ADD COLUMN commits INTEGER NOT NULL DEFAULT 0;
  `,
};
