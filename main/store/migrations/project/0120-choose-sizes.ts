/** A page remembers that the artist chose its size. */
export const projectMigration0120 = {
  version: 120,
  name: 'choose-sizes',
  sql: `ALTER TABLE project ADD COLUMN size_chosen INTEGER NOT NULL DEFAULT 0 CHECK (size_chosen IN (0, 1));`,
};
