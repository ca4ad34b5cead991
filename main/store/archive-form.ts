import { z } from 'zod';
import { idSchema } from '../../preload/contract/ids.ts';
import { projectSchema } from '../../preload/contract/projects.ts';

/**
 * The form of a `.dimoo` file: a zip archive of one project.
 *
 *   dimoo.json                the manifest, first
 *   project.sqlite            the database, of one moment, without a log
 *   page.card                 the page in small, where it is kept: a WebP, PNG or JPEG
 *   blobs/<sha256>            the pictures, stored as they are
 *
 * Nothing else may be in it.
 */

export const MANIFEST = 'dimoo.json';
export const DATABASE = 'project.sqlite';
export const PAGE = 'page.card';
export const BLOBS = 'blobs/';

/** A higher number is a form that this studio does not know. */
export const ARCHIVE_VERSION = 1;

export const manifestSchema = z.object({
  format: z.literal('dimoo-project'),
  version: z.int().positive(),
  project: z.object({ id: idSchema, name: projectSchema.shape.name }),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** What an entry is by its name; null for anything that no archive of the studio has. */
export function partOf(
  name: string,
): { readonly part: 'manifest' | 'database' | 'card' | 'folder' } | { readonly hash: string } | null {
  if (name === MANIFEST) return { part: 'manifest' };
  if (name === DATABASE) return { part: 'database' };
  if (name === PAGE) return { part: 'card' };
  // A program that packs an unpacked archive anew adds the folder.
  if (name === BLOBS) return { part: 'folder' };
  const hash = name.startsWith(BLOBS) ? name.slice(BLOBS.length) : '';
  return /^[0-9a-f]{64}$/.test(hash) ? { hash } : null;
}
