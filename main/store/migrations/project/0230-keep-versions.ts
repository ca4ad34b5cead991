/** Earlier states of the document, each as one deflated text, with what a list says of them. */
export const projectMigration0230 = {
  version: 230,
  name: 'keep-versions',
  sql: `
    CREATE TABLE document_versions (
      number INTEGER PRIMARY KEY,
      made_at INTEGER NOT NULL,
      reason TEXT NOT NULL CHECK (reason IN ('time', 'large')),
      layers INTEGER NOT NULL,
      width INTEGER NOT NULL,
      height INTEGER NOT NULL,
      document BLOB NOT NULL
    ) STRICT;
  `,
};
