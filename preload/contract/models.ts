import { z } from 'zod';
import { failureSchema } from './errors.ts';
import { makerSchema, precisionSchema, taskNameSchema } from './manifest.ts';
import { descriptionSchema } from './model-card.ts';
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
  /** Null where the checkpoint's files state none. */
  licence: z.string().nullable(),
  description: descriptionSchema,
  maker: makerSchema,
});

export type ModelFacts = z.infer<typeof modelFactsSchema>;

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
  /** Where the checkpoint is that it was made of; null where that is not known, or where it is gone. */
  checkpoint: z.string().nullable(),
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

export const checkpointLookSchema = z.object({
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
  description: descriptionSchema,
  offers: z.array(precisionOfferSchema),
});
export type CheckpointLook = z.infer<typeof checkpointLookSchema>;

/** What a folder is that the artist has chosen to add. */
export const lookSchema = z.discriminatedUnion('kind', [
  checkpointLookSchema,
  z.object({ kind: z.literal('model'), name: z.string(), precision: precisionSchema, bytes }),
]);
export type Look = z.infer<typeof lookSchema>;

/** A folder that was chosen to be added, until it is added or another one is chosen. */
export const foundFolderSchema = z.object({ id: modelIdSchema, path: z.string(), look: lookSchema });
export type FoundFolder = z.infer<typeof foundFolderSchema>;

export const installedModelSchema = listedModelSchema.extend({
  id: modelIdSchema,
  /** Whether the studio draws with it. */
  isUsed: z.boolean(),
});
export type InstalledModel = z.infer<typeof installedModelSchema>;

/** What a model is called. One whose manifest cannot be read is called as its folder. */
export const modelName = ({ facts, path }: Pick<ListedModel, 'facts' | 'path'>): string =>
  facts?.name ?? path.split(/[\\/]/).at(-1) ?? path;

export const workSchema = z.object({
  stage: z.string(),
  /** Bytes. */
  done: bytes,
  of: bytes,
  /** Null as long as nobody can tell. */
  bytesPerSecond: bytes.nullable(),
});
export type ModelWork = z.infer<typeof workSchema>;

/** Everything that the page of models shows. The window receives it whenever it changes. */
export const modelsNowSchema = z.object({
  /** Null until they were listed. */
  models: z.array(installedModelSchema).nullable(),
  /** What this computer has room for, in bytes. Null where the system does not tell. */
  room: z.object({
    folder: z.string(),
    /** False where the folder was chosen and is away, as with its disk. */
    isThere: z.boolean(),
    freeDisk: bytes.nullable(),
    freeMemory: bytes,
    memory: bytes,
  }),
  adding: z.object({ name: z.string(), work: workSchema.nullable(), isCancelling: z.boolean() }).nullable(),
  checking: z.object({ model: modelIdSchema, name: z.string(), work: workSchema.nullable() }).nullable(),
  /** The model that is on its way to another folder. */
  moving: z.object({ name: z.string(), work: workSchema.nullable(), isCancelling: z.boolean() }).nullable(),
  /** How many models lie in earlier folders, and whether the one that is drawn with is among them. */
  strays: z.object({ count: z.int(), bytes, isUsedOne: z.boolean() }),
  /** A model that was being added when the studio ended. */
  unfinished: z.object({ name: z.string() }).nullable(),
});
export type ModelsNow = z.infer<typeof modelsNowSchema>;

/** The outcome of work that goes on while the page is closed. */
export const modelNewsSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('added'), name: z.string(), isNew: z.boolean() }),
  z.object({ kind: z.literal('whole'), name: z.string() }),
  z.object({ kind: z.literal('moved'), count: z.int(), folder: z.string() }),
  z.object({ kind: z.literal('failed'), failure: failureSchema }),
]);
export type ModelNews = z.infer<typeof modelNewsSchema>;
