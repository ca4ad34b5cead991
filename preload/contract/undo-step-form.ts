import { z } from 'zod';
import { layerSchema, MOST_LAYERS, pageSizeSchema } from './document.ts';
import { dpiSchema } from './dpi.ts';
import { guideSchema } from './guides.ts';
import { idSchema } from './ids.ts';
import { regionStepSchema } from './region-steps.ts';
import { savedMaskSchema } from './saved-masks.ts';

/** A higher number is a form that this studio does not know. */
export const UNDO_STEP_VERSION = 1;

/** More fields than any layer has. */
const MOST_FIELDS = 64;

/** An item of a list: a run of the list of before, by its first index and its length, or a new item. */
const listItemSchema = z.union([
  z.object({ run: z.tuple([z.int().nonnegative(), z.int().positive()]) }),
  z.object({ item: z.unknown() }),
]);
const fieldChangeSchema = z.object({
  path: z.array(z.string().max(100)).min(1).max(3),
  /** Absent where the field is gone. */
  value: z.unknown().optional(),
  /** In place of a value. */
  list: z.array(listItemSchema).exactOptional(),
});
const changedSchema = z.object({
  /** The index of the layer as it was, among those that the step removes. */
  of: z.int().nonnegative(),
  fields: z.array(fieldChangeSchema).max(MOST_FIELDS),
});

const spliceOf = <T extends z.ZodType>(item: T) =>
  z.object({ at: z.int().nonnegative(), removed: z.array(item), inserted: z.array(item) }).nullable();
/** The text of one undo step, as JSON. See renderer/document/step-form.ts. */
export const undoStepFormSchema = z.object({
  version: z.literal(UNDO_STEP_VERSION),
  layers: z
    .object({
      at: z.int().nonnegative(),
      removed: z.array(layerSchema).max(MOST_LAYERS),
      inserted: z
        .array(z.union([z.object({ changed: changedSchema }), z.object({ layer: layerSchema })]))
        .max(MOST_LAYERS),
    })
    .nullable(),
  region: spliceOf(regionStepSchema),
  masks: spliceOf(savedMaskSchema),
  guides: spliceOf(guideSchema),
  size: z.object({ before: pageSizeSchema, after: pageSizeSchema }).nullable(),
  paper: z.boolean().nullable(),
  sizeChosen: z.boolean().nullable(),
  dpi: z.object({ before: dpiSchema.nullable(), after: dpiSchema.nullable() }).nullable(),
  choices: z.object({ before: z.array(idSchema), after: z.array(idSchema) }).nullable(),
});
export type UndoStepForm = z.infer<typeof undoStepFormSchema>;
export type ListItem = z.infer<typeof listItemSchema>;
export type FieldChange = z.infer<typeof fieldChangeSchema>;
export type ChangedLayer = z.infer<typeof changedSchema>;
