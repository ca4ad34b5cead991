/** Drawings wait for their turn on disk, so that they are still there after a restart. */
export const projectMigration0100 = {
  version: 100,
  name: 'queue-drawings',
  sql: `
    CREATE TABLE queued_jobs (
      id TEXT PRIMARY KEY,
      run_id TEXT NOT NULL,
      -- Rows of several projects have one order, so the numbers of one project have gaps.
      place REAL NOT NULL,
      request TEXT NOT NULL CHECK (json_valid(request)),
      picture TEXT REFERENCES blobs (hash),
      style_picture TEXT REFERENCES blobs (hash),
      region_mask TEXT REFERENCES blobs (hash),
      freeze_mask TEXT REFERENCES blobs (hash),
      given_picture TEXT REFERENCES blobs (hash),
      given_style TEXT REFERENCES blobs (hash),
      count INTEGER NOT NULL CHECK (count > 0),
      drawn INTEGER NOT NULL CHECK (drawn >= 0),
      failure TEXT CHECK (failure IS NULL OR json_valid(failure)),
      created_at INTEGER NOT NULL,
      json_version INTEGER NOT NULL CHECK (json_version > 0)
    ) STRICT;
    CREATE INDEX queued_jobs_by_place ON queued_jobs (place, id);
  `,
};
