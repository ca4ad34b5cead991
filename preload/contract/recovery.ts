import { z } from 'zod';
import { documentSchema } from './document.ts';
import { hashSchema, idSchema } from './ids.ts';
import { upgradedDocument } from './older-documents.ts';
import { bytesSchema } from './pictures.ts';
import { toldSchema } from './told.ts';

/** Work in a project that the store does not hold. Main asks the user before it is lost. */
export const unsavedSchema = z.object({
  projectId: idSchema,
  name: z.string().max(200),
  /** Why the work is not saved. */
  reasons: z.array(toldSchema).min(1),
  /** Whether there is a copy that `listRecoveries` finds. */
  copyKept: z.boolean(),
});
export type Unsaved = z.infer<typeof unsavedSchema>;

/** A copy of a document that the store did not accept, with the pictures that the store could not give either. */
export const recoverySchema = z.object({
  projectId: idSchema,
  name: z.string().min(1).max(200),
  keptAt: z.int().nonnegative(),
  document: documentSchema,
  pictures: z.array(z.object({ hash: hashSchema, name: z.string().max(200), bytes: bytesSchema })),
});
export type Recovery = z.infer<typeof recoverySchema>;

/** The copy as it lies on disk. The pictures are files of their own, and an older studio may have written it. */
export const recoveryFileSchema = recoverySchema.extend({
  document: z.preprocess(upgradedDocument, documentSchema),
  pictures: z.array(z.object({ hash: hashSchema, name: z.string() })),
});
export type RecoveryFile = z.infer<typeof recoveryFileSchema>;

/**
 * Name of a copy. It is the project's id, and for a copy of an earlier run that was set aside also the time of keeping.
 */
export const recoveryIdSchema = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(\.\d{1,16})?$/);

/** A copy as lists show it. */
export const recoveryNoteSchema = recoverySchema
  .pick({ projectId: true, name: true, keptAt: true })
  .extend({ id: recoveryIdSchema });
export type RecoveryNote = z.infer<typeof recoveryNoteSchema>;
