/**
 * Drawings form a tree. Older records get the parent that can be told from what they say: the drawing that they continue,
 * the first of a mix, or the newest earlier drawing whose picture they were given. New records also keep what may not be
 * redrawn and the versions that drew them, so that the same picture can be drawn again.
 */

/** The drawing that a record continues or mixes, by its details. */
const continued = `iif(json_valid(details), coalesce(json_extract(details, '$.branch.from'), json_extract(details, '$.mix.first')), NULL)`;

/** The newest earlier drawing of a picture. */
const drawerOf = (given: string) => `
  (SELECT source.id FROM generations AS source
    WHERE source.picture = generations.${given} AND source.sequence < generations.sequence
    ORDER BY source.sequence DESC LIMIT 1)`;

export const projectMigration0200 = {
  version: 200,
  name: 'keep-lineage',
  sql: `
    ALTER TABLE generations ADD COLUMN freeze_mask TEXT REFERENCES blobs (hash);
    ALTER TABLE generations ADD COLUMN versions TEXT CHECK (json_valid(versions));

    UPDATE generations SET parent_id = coalesce(
      (SELECT source.id FROM generations AS source
        WHERE source.id = ${continued.replaceAll('details', 'generations.details')}
          AND source.sequence < generations.sequence),
      parent_id, ${drawerOf('given_picture')}, ${drawerOf('given_style')})
    WHERE ${continued} IS NOT NULL
      OR (parent_id IS NULL AND (given_picture IS NOT NULL OR given_style IS NOT NULL));

    CREATE INDEX generations_by_parent ON generations (parent_id, sequence);
  `,
};
