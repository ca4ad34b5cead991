/** The window's settings: a name and a JSON value. */
export const studioMigration0020 = {
  version: 20,
  name: 'create-settings',
  sql: `
    CREATE TABLE settings (
      key TEXT PRIMARY KEY,
      value TEXT NOT NULL CHECK (json_valid(value))
    ) STRICT, WITHOUT ROWID;
  `,
};
