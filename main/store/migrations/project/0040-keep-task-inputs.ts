/** What a task is given besides words: its numbers as the contract's JSON, and the pictures to look at. */
export const projectMigration0040 = {
  version: 40,
  name: 'keep-task-inputs',
  sql: `
    ALTER TABLE generations ADD COLUMN details TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(details));
    ALTER TABLE generations ADD COLUMN given_picture TEXT REFERENCES blobs (hash);
    ALTER TABLE generations ADD COLUMN given_style TEXT REFERENCES blobs (hash);
  `,
};
