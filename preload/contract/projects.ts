import { z } from 'zod';
import { documentSchema } from './document.ts';
import { idSchema } from './ids.ts';
import { timestampSchema } from './timestamp.ts';
import { toldSchema } from './told.ts';
import { undoStateSchema } from './undo-steps.ts';

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
  /** What of the document can be undone and redone. The steps themselves are read when they are needed. */
  undo: undoStateSchema,
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

/** The longest side of the picture on a project's card, in pixels, and the most bytes that it may have. */
export const CARD_SIDE = 320;
export const MOST_CARD_BYTES = 400_000;

/** A project in the trash by its folder's name: the time of the deletion, the day of use, and the project's id. */
export const trashedIdSchema = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z\.\d{1,9}\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

/** A deleted project, which can be brought back. */
export const trashedProjectSchema = z.object({
  id: trashedIdSchema,
  project: projectSchema,
  deletedAt: timestampSchema,
  /** On so many more days of use it stays. The next start after them removes it. */
  daysLeft: z.int().nonnegative(),
});
export type TrashedProject = z.infer<typeof trashedProjectSchema>;

/** What a card shows of a project besides its name. */
export const projectCardSchema = z.object({
  /** Drawings, and pictures that were brought in. Null where the project cannot be read. */
  pictures: z.int().nonnegative().nullable(),
  /** The page in small, or the uppermost picture where the page was never kept. */
  thumbnail: z.instanceof(Uint8Array).nullable(),
});
export type ProjectCard = z.infer<typeof projectCardSchema>;

/** 'Untitled', 'Untitled 2'. A number is added so that the names in a list differ. */
export function freeName(name: string, taken: readonly { readonly name: string }[]): string {
  const names = new Set(taken.map((one) => one.name));
  let free = name;
  for (let number = 2; names.has(free); number++) free = `${name} ${number}`;
  return free;
}
