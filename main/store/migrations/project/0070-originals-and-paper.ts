/** Pictures that were converted when they came in name the file they came as, and a page may be without its paper. */
export const projectMigration0070 = {
  version: 70,
  name: 'originals-and-paper',
  sql: `
    ALTER TABLE blobs ADD COLUMN made_from TEXT REFERENCES blobs (hash);
    ALTER TABLE project ADD COLUMN paper INTEGER NOT NULL DEFAULT 1 CHECK (paper IN (0, 1));
  `,
};
