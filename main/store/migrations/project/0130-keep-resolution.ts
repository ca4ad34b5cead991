/** A page has a resolution: how many of its pixels an inch of paper has. NULL where nobody has said. */
export const projectMigration0130 = {
  version: 130,
  name: 'keep-resolution',
  sql: `ALTER TABLE project ADD COLUMN dpi INTEGER CHECK (dpi BETWEEN 1 AND 2400);`,
};
