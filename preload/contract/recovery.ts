import { z } from 'zod';
import { documentSchema } from './document.ts';
import { hashSchema, idSchema } from './ids.ts';
import { upgradedDocument } from './older-documents.ts';
import { bytesSchema } from './pictures.ts';
import { toldSchema } from './told.ts';

/** What of a project the store does not hold, told to main, which asks before it is lost. */
export const unsavedSchema = z.object({
  projectId: idSchema,
  name: z.string().max(200),
  /** Why it is not saved. */
  reasons: z.array(toldSchema).min(1),
  /** Whether a copy lies where `listRecoveries` finds it. */
  copyKept: z.boolean(),
});
export type Unsaved = z.infer<typeof unsavedSchema>;

/** A copy of a document that the store did not take, with the pictures that the store could not give either. */
export const recoverySchema = z.object({
  projectId: idSchema,
  name: z.string().min(1).max(200),
  keptAt: z.int().nonnegative(),
  document: documentSchema,
  pictures: z.array(z.object({ hash: hashSchema, name: z.string().max(200), bytes: bytesSchema })),
});
export type Recovery = z.infer<typeof recoverySchema>;

/** As it lies on the disk: the pictures are files of their own, and an older studio may have written it. */
export const recoveryFileSchema = recoverySchema.extend({
  document: z.preprocess(upgradedDocument, documentSchema),
  pictures: z.array(z.object({ hash: hashSchema, name: z.string() })),
});
export type RecoveryFile = z.infer<typeof recoveryFileSchema>;

/** A copy's own name: its project's, and for one of an earlier run that was set aside also when it was kept. */
export const recoveryIdSchema = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(\.\d{1,16})?$/);

/** As lists have it. */
export const recoveryNoteSchema = recoverySchema
  .pick({ projectId: true, name: true, keptAt: true })
  .extend({ id: recoveryIdSchema });
export type RecoveryNote = z.infer<typeof recoveryNoteSchema>;
