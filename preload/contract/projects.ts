import { z } from 'zod';
import { documentSchema } from './document.ts';
import { idSchema } from './ids.ts';
import { timestampSchema } from './timestamp.ts';
import { toldSchema } from './told.ts';

export const projectSchema = z.object({
  id: idSchema,
  name: z.string().min(1).max(200),
  createdAt: timestampSchema,
  openedAt: timestampSchema,
});
export type Project = z.infer<typeof projectSchema>;

/** A fact about a project that its artist has to know, in one sentence. */
export const warningSchema = toldSchema.extend({ kind: z.enum(['rolled-back', 'left-out', 'unreadable']) });
export type Warning = z.infer<typeof warningSchema>;

export const openProjectResultSchema = z.object({
  project: projectSchema,
  document: documentSchema,
  warnings: z.array(warningSchema),
});

/** A project that cannot be opened, with the reason in one sentence. */
export const refusedProjectSchema = toldSchema.extend({ project: projectSchema });
export type RefusedProject = z.infer<typeof refusedProjectSchema>;

/** The project in which the work continues after the folder of an open project has disappeared. */
export const recoveredProjectSchema = toldSchema.extend({ project: projectSchema });
export type RecoveredProject = z.infer<typeof recoveredProjectSchema>;

/** A copy of a project's database. The pictures that it names stay in the project for as long as the backup is kept. */
export const backupSchema = z.object({
  /** Time, reason, number of layers and number of drawings: `2026-11-29T10-46-40-123Z.daily.12-340`. */
  id: z.string().regex(/^[0-9TZ-]{20,30}\.(update|daily|asked|restore|repair)\.\d{1,9}-\d{1,9}$/),
  madeAt: timestampSchema,
  /**
   * Backups are made before a new schema, once a day, by hand, before another backup is restored, and before unreadable
   * rows are left out.
   */
  reason: z.enum(['update', 'daily', 'asked', 'restore', 'repair']),
  layers: z.int().nonnegative(),
  generations: z.int().nonnegative(),
});
export type Backup = z.infer<typeof backupSchema>;
