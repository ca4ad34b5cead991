/** Layers where nothing is ever redrawn. */
export const projectMigration0050 = {
  version: 50,
  name: 'protect-layers',
  sql: `ALTER TABLE layers ADD COLUMN protected INTEGER NOT NULL DEFAULT 0 CHECK (protected IN (0, 1));`,
};
