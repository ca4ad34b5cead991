/**
 * Layers, steps of the painted region and records get room for other kinds than today's
 * (docs/decisions/0011). Ranges of columns that older rows have are left to the contract: a damaged
 * row must not keep the project from opening.
 */

/** The same words as the contract's; a mode that is added needs a step of its own. */
const BLEND_MODES = `'normal', 'multiply', 'screen', 'overlay', 'darken', 'lighten', 'color-dodge', 'color-burn',
  'hard-light', 'soft-light', 'difference', 'exclusion', 'hue', 'saturation', 'color', 'luminosity'`;

const layers = `
  DROP INDEX layers_by_ordinal;
  DROP INDEX layers_by_blob;
  ALTER TABLE layers RENAME TO older_layers;

  CREATE TABLE layers (
    id TEXT PRIMARY KEY,
    ordinal INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 40 AND kind <> 'unreadable'),
    name TEXT NOT NULL,
    parent_id TEXT REFERENCES layers (id) DEFERRABLE INITIALLY DEFERRED CHECK (parent_id <> id),
    visible INTEGER NOT NULL CHECK (visible IN (0, 1)),
    opacity REAL NOT NULL,
    blend_mode TEXT NOT NULL CHECK (blend_mode IN (${BLEND_MODES})),
    locked INTEGER NOT NULL CHECK (locked IN (0, 1)),
    locked_position INTEGER NOT NULL CHECK (locked_position IN (0, 1)),
    locked_transparency INTEGER NOT NULL CHECK (locked_transparency IN (0, 1)),
    protected INTEGER NOT NULL CHECK (protected IN (0, 1)),
    -- Not a reference: a layer stays when the record of its drawing could not be saved.
    generation_id TEXT,
    -- The box: natural size, place on the page, scale, angle. All or nothing.
    width INTEGER,
    height INTEGER,
    x REAL,
    y REAL,
    scale_x REAL,
    scale_y REAL,
    angle REAL,
    blob TEXT REFERENCES blobs (hash),
    mask TEXT REFERENCES blobs (hash),
    mask_enabled INTEGER CHECK (mask_enabled IN (0, 1)),
    mask_x REAL,
    mask_y REAL,
    mask_width INTEGER CHECK (mask_width > 0),
    mask_height INTEGER CHECK (mask_height > 0),
    -- What this kind alone has, as JSON of this version of the kind.
    data TEXT NOT NULL CHECK (json_valid(data)),
    data_version INTEGER NOT NULL CHECK (data_version > 0),
    CHECK ((width IS NULL) + (height IS NULL) + (x IS NULL) + (y IS NULL) + (scale_x IS NULL) + (scale_y IS NULL)
      + (angle IS NULL) IN (0, 7)),
    CHECK ((mask IS NULL) + (mask_enabled IS NULL) + (mask_x IS NULL) + (mask_y IS NULL) + (mask_width IS NULL)
      + (mask_height IS NULL) IN (0, 6)),
    CHECK (kind <> 'picture' OR (blob IS NOT NULL AND width IS NOT NULL)),
    CHECK (kind <> 'group' OR (blob IS NULL AND width IS NULL))
  ) STRICT;

  INSERT INTO layers (id, ordinal, kind, name, parent_id, visible, opacity, blend_mode, locked, locked_position,
    locked_transparency, protected, generation_id, width, height, x, y, scale_x, scale_y, angle, blob, data, data_version)
  SELECT id, ordinal, 'picture', name, NULL, visible, opacity, 'normal', 0, 0,
    0, protected, generation_id, width, height, x, y, scale_x, scale_y, angle, blob,
    json_object('mediaType', media_type), 1
  FROM older_layers ORDER BY ordinal;
  DROP TABLE older_layers;

  CREATE INDEX layers_by_ordinal ON layers (ordinal);
  CREATE INDEX layers_by_blob ON layers (blob);
  CREATE INDEX layers_by_mask ON layers (mask);
  CREATE INDEX layers_by_parent ON layers (parent_id);
`;

const region = `
  CREATE TABLE region_steps (
    id TEXT PRIMARY KEY,
    ordinal INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 40 AND kind <> 'unreadable'),
    operation TEXT NOT NULL CHECK (operation IN ('add', 'subtract', 'intersect')),
    data TEXT NOT NULL CHECK (json_valid(data)),
    data_version INTEGER NOT NULL CHECK (data_version > 0),
    -- Float64, little-endian: x0, y0, x1, y1, ...
    points BLOB,
    -- sha256 of points: says whether a step changed without reading them.
    digest BLOB,
    blob TEXT REFERENCES blobs (hash),
    CHECK ((points IS NULL) = (digest IS NULL)),
    CHECK (kind <> 'stroke' OR (points IS NOT NULL AND blob IS NULL))
  ) STRICT;

  -- 17 digits bring a float back bit for bit; JSON has no word for an infinite one.
  INSERT INTO region_steps (id, ordinal, kind, operation, data, data_version, points, digest)
  SELECT id, ordinal, 'stroke', iif(erase, 'subtract', 'add'),
    '{"size":' || iif(abs(size) < 9e307, printf('%!.17g', size), 'null') || '}', 1, points, digest
  FROM strokes ORDER BY ordinal;
  DROP TABLE strokes;

  CREATE INDEX region_steps_by_ordinal ON region_steps (ordinal);
`;

/**
 * Which older rows are of one run. Until now the window compared the columns of candidates that wait, from the newest
 * back, and this is the same comparison. Rows that are decided have to fit their neighbour as well: their seeds
 * follow each other, nothing plain comes after what was drawn on, and one at most was accepted.
 */
const runs = `
  CREATE TEMP TABLE older_rows (
    place INTEGER PRIMARY KEY, sequence INTEGER, outcome TEXT, task TEXT, prompt TEXT, settings TEXT, seed INTEGER, mask TEXT,
    details TEXT, mixed INTEGER, drawn_on INTEGER, surroundings TEXT
  );
  INSERT INTO older_rows
  SELECT row_number() OVER (ORDER BY sequence DESC), sequence, outcome,
    iif(task IN ('generate', 'retouch', 'extend', 'vary', 'edit', 'subject', 'control', 'style', 'predict', 'views'),
      task, 'generate'),
    prompt, settings, seed, mask,
    json_remove(details, '$.branch', '$.mix', '$.checks'),
    json_type(details, '$.mix') IS NOT NULL,
    json_type(details, '$.mix') IS NOT NULL OR json_type(details, '$.branch') IS NOT NULL,
    json_array(parent_id, page_width, page_height, given_picture, given_style)
  FROM generations;

  CREATE TEMP TABLE older_runs (sequence INTEGER PRIMARY KEY, newest INTEGER, part INTEGER);
  INSERT INTO older_runs
  WITH RECURSIVE walk (place, newest) AS (
    SELECT place, place FROM older_rows WHERE place = 1
    UNION ALL
    SELECT older.place, iif(
      older.task = newest.task AND older.surroundings = newest.surroundings AND older.details IS newest.details
      AND (older.drawn_on OR newest.drawn_on OR older.prompt = newest.prompt)
      AND (older.mixed OR newest.mixed OR (older.mask IS newest.mask AND older.settings = newest.settings))
      AND (older.outcome = 'waiting') = (newest.outcome = 'waiting')
      AND (older.outcome = 'waiting' OR younger.drawn_on
        OR (NOT older.drawn_on AND (older.seed + 1) % 4294967296 = younger.seed)),
      newest.place, older.place)
    FROM walk
    JOIN older_rows AS younger ON younger.place = walk.place
    JOIN older_rows AS newest ON newest.place = walk.newest
    JOIN older_rows AS older ON older.place = walk.place + 1
  )
  SELECT sequence, newest,
    max(0, sum(outcome = 'accepted') OVER (PARTITION BY newest ORDER BY sequence) - 1)
  FROM walk JOIN older_rows USING (place);

  CREATE TEMP TABLE older_run_ids (newest INTEGER, part INTEGER, id TEXT, PRIMARY KEY (newest, part));
  INSERT INTO older_run_ids
  SELECT newest, part, lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2)
    || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))
  FROM older_runs GROUP BY newest, part;
`;

const generations = `
  DROP INDEX generations_by_picture;
  DROP INDEX generations_by_sequence;
  ALTER TABLE generations RENAME TO older_generations;

  CREATE TABLE generations (
    id TEXT PRIMARY KEY,
    sequence INTEGER NOT NULL,
    run_id TEXT NOT NULL,
    task TEXT NOT NULL,
    prompt TEXT NOT NULL,
    settings TEXT NOT NULL CHECK (json_valid(settings)),
    seed INTEGER NOT NULL,
    model_hash TEXT NOT NULL,
    model_name TEXT NOT NULL,
    -- Null: an older studio did not say.
    model_family TEXT CHECK (length(model_family) BETWEEN 1 AND 40),
    model_precision TEXT CHECK (length(model_precision) BETWEEN 1 AND 40),
    element_types TEXT CHECK (json_valid(element_types)),
    provider TEXT NOT NULL,
    timings TEXT NOT NULL CHECK (json_valid(timings)),
    picture TEXT NOT NULL REFERENCES blobs (hash),
    frame_x INTEGER NOT NULL,
    frame_y INTEGER NOT NULL,
    frame_width INTEGER NOT NULL,
    frame_height INTEGER NOT NULL,
    page_width INTEGER NOT NULL,
    page_height INTEGER NOT NULL,
    mask TEXT REFERENCES blobs (hash),
    details TEXT NOT NULL CHECK (json_valid(details)),
    given_picture TEXT REFERENCES blobs (hash),
    given_style TEXT REFERENCES blobs (hash),
    -- Not a reference: the parent's own record may have failed to save.
    parent_id TEXT,
    outcome TEXT NOT NULL CHECK (outcome IN ('waiting', 'accepted', 'dropped')),
    created_at INTEGER NOT NULL,
    json_version INTEGER NOT NULL,
    grid_columns INTEGER,
    grid_rows INTEGER,
    grid_codes BLOB,
    CHECK ((grid_columns IS NULL) + (grid_rows IS NULL) + (grid_codes IS NULL) IN (0, 3)),
    CHECK (length(grid_codes) = grid_columns * grid_rows * 4)
  ) STRICT;

  INSERT INTO generations (id, sequence, run_id, task, prompt, settings, seed, model_hash, model_name, provider, timings,
    picture, frame_x, frame_y, frame_width, frame_height, page_width, page_height, mask, details, given_picture,
    given_style, parent_id, outcome, created_at, json_version, grid_columns, grid_rows, grid_codes)
  SELECT older.id, sequence, older_run_ids.id, task, prompt, settings, seed, model_hash, model_name, provider, timings,
    picture, frame_x, frame_y, frame_width, frame_height, page_width, page_height, mask, details, given_picture,
    given_style, parent_id, outcome, created_at, json_version, grid_columns, grid_rows, grid_codes
  FROM older_generations AS older JOIN older_runs USING (sequence) JOIN older_run_ids USING (newest, part)
  ORDER BY sequence;
  DROP TABLE older_generations;
  DROP TABLE temp.older_rows;
  DROP TABLE temp.older_runs;
  DROP TABLE temp.older_run_ids;

  CREATE UNIQUE INDEX generations_by_sequence ON generations (sequence);
  CREATE INDEX generations_by_picture ON generations (picture);
  CREATE INDEX generations_by_run ON generations (run_id);

  CREATE TABLE artifacts (
    generation_id TEXT NOT NULL REFERENCES generations (id),
    position INTEGER NOT NULL CHECK (position >= 0),
    kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
    blob TEXT NOT NULL REFERENCES blobs (hash),
    PRIMARY KEY (generation_id, position)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX artifacts_by_blob ON artifacts (blob);
`;

export const projectMigration0080 = {
  version: 80,
  name: 'open-kinds',
  sql: layers + region + runs + generations,
};
