import { z } from 'zod';
import { precisionSchema, taskNameSchema } from './manifest.ts';
import { toldPartSchema } from './told.ts';

/** Names an installed model, or a folder that was chosen, as long as main runs. Its path is main's business. */
export const modelIdSchema = z.string().regex(/^[0-9a-f]{16}$/);

const bytes = z.number().nonnegative();
const size = z.object({ width: z.int().positive(), height: z.int().positive() });

/** What its own files say of a model. */
export const modelFactsSchema = z.object({
  name: z.string(),
  precision: precisionSchema,
  layers: z.int(),
  width: z.int(),
  tasks: z.array(taskNameSchema),
  nativeSizes: z.array(size),
  modelHash: z.string(),
});

/** Whether the files are those that were written. They count as unchecked again where one has changed since. */
export const hashStateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('unchecked') }),
  z.object({ state: z.literal('whole'), at: z.number() }),
  z.object({ state: z.literal('damaged'), file: z.string() }),
]);
export type HashState = z.infer<typeof hashStateSchema>;

/** A model on this computer. */
export const listedModelSchema = z.object({
  path: z.string(),
  /** Null where the folder holds no model that this studio can read. `problem` then says why. */
  facts: modelFactsSchema.nullable(),
  problem: toldPartSchema.nullable(),
  /** Of all its files, on disk. */
  bytes,
  licence: z.string().nullable(),
  description: z.string().nullable(),
  hash: hashStateSchema,
  /** Whether it came with the studio. */
  isBundled: z.boolean(),
  /** Whether it lies in the folder of models. Another one is used where it lies, and its files are not the studio's. */
  isOwn: z.boolean(),
});
export type ListedModel = z.infer<typeof listedModelSchema>;

/** One precision in which a checkpoint can be installed. */
export const precisionOfferSchema = z.object({
  precision: precisionSchema,
  diskBytes: bytes,
  memoryBytes: bytes,
});
export type PrecisionOffer = z.infer<typeof precisionOfferSchema>;

/** What a folder is that the artist has chosen to add. */
export const lookSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('checkpoint'),
    name: z.string(),
    layers: z.int(),
    width: z.int(),
    parameters: z.int(),
    /** Of the files that are read. */
    bytes,
    tasks: z.array(taskNameSchema),
    nativeSize: size,
    licence: z.string().nullable(),
    description: z.string().nullable(),
    offers: z.array(precisionOfferSchema),
  }),
  z.object({ kind: z.literal('model'), name: z.string(), precision: precisionSchema, bytes }),
]);
export type Look = z.infer<typeof lookSchema>;
export type CheckpointLook = Extract<Look, { kind: 'checkpoint' }>;
