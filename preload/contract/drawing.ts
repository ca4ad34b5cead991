import { z } from 'zod';
import { checksSchema } from './checks.ts';
import { forecastSchema, timingsSchema } from './job.ts';
import { elementTypesSchema, familySchema, precisionSchema } from './manifest.ts';
import { bytesSchema, frameSchema, rasterSchema } from './pictures.ts';
import { imageSettingsSchema, seedSchema } from './settings.ts';
import { resumeSchema, traceSchema } from './task-inputs.ts';
import { drawTaskNames, drawTasks } from './tasks.ts';
import { versionsSchema } from './versions.ts';

/** Limit of candidates in one job. */
export const MOST_CANDIDATES = 64;

const drawing = {
  settings: imageSettingsSchema,
  seed: seedSchema,
  /** Continues an earlier drawing of the same grid. Its first steps are kept, and the others are computed anew. */
  resume: resumeSchema.exactOptional(),
  /**
   * Number of candidates, with the seeds `seed`, `seed` + 1 and so on. Each is the same as if it were drawn alone.
   * Absent means one.
   */
  count: z.int().min(1).max(MOST_CANDIDATES).exactOptional(),
  /** Whether the model answers questions about its drawings. The best candidate then comes first. */
  verify: z.boolean().exactOptional(),
  /** Draws even where the forecast says that the memory does not suffice. */
  ignoreMemory: z.literal(true).exactOptional(),
};

type TasksWithInputs = { readonly [task: string]: { readonly inputs: z.ZodRawShape } };
type Flat<Shape> = { [Key in keyof Shape]: Shape[Key] };
/** Union of the request schemas of the single tasks. */
type RequestSchema<Tasks extends TasksWithInputs> = {
  [T in keyof Tasks & string]: z.ZodObject<Flat<{ task: z.ZodLiteral<T> } & Tasks[T]['inputs'] & typeof drawing>>;
}[keyof Tasks & string];

/** Schema of a request for any drawing task. The given tasks determine the form of its pictures and masks. */
export function drawRequestOf<Tasks extends TasksWithInputs>(tasks: Tasks) {
  const schemas = Object.entries(tasks).map(([task, { inputs }]) =>
    z.object({ task: z.literal(task), ...inputs, ...drawing }),
  );
  // The names and inputs are those of the tasks. The type of an array of schemas loses them.
  return z.discriminatedUnion('task', schemas as unknown as [RequestSchema<Tasks>, ...RequestSchema<Tasks>[]]);
}
export const drawRequestSchema = drawRequestOf(drawTasks);
export type DrawRequest = z.infer<typeof drawRequestSchema>;
export type GenerateRequest = Extract<DrawRequest, { task: 'generate' }>;
export type RetouchRequest = Extract<DrawRequest, { task: 'retouch' }>;

export const drawProgressSchema = z.object({
  /** Present only in the first message, before the first step. */
  forecast: forecastSchema.exactOptional(),
  /** `step` of `of` steps are done. */
  step: z.int().nonnegative(),
  of: z.int().positive(),
  secondsLeft: z.number().nonnegative().nullable(),
  /** Share of the work after the last step until the pixels are there. Present where a large picture is decoded in tiles. */
  finishing: z.number().min(0).max(1).exactOptional(),
  /** `done` of `of` questions are answered. Present after the last step, where the model checks its drawings. */
  checking: z.object({ done: z.int().nonnegative(), of: z.int().positive() }).exactOptional(),
  /** The picture so far, in native pixels, for the rectangle `frame`. Most messages have null. */
  preview: z.object({ raster: rasterSchema, frame: frameSchema }).nullable(),
});
export type DrawProgress = z.infer<typeof drawProgressSchema>;

/**
 * Effect of a redrawn part on the given picture. For an extension that is the picture with its new border.
 * `outsideBefore` and `outsideAfter` are the sha256 over the pixels outside of the mask.
 */
export const receiptSchema = z.object({
  outsideBefore: z.string(),
  outsideAfter: z.string(),
  changedOutside: z.int().nonnegative(),
  redrawnCells: z.array(z.int().nonnegative()),
});

export const engineCandidateSchema = z.object({
  task: z.enum(drawTaskNames),
  /** A PNG of `frame`'s size with straight alpha, 0 outside of what was to be redrawn. It has the record as text. */
  png: bytesSchema,
  frame: frameSchema,
  /** Null where the model has no token grid. `confidence` and `fixedAt` are then null, too. */
  grid: z.object({ columns: z.int().positive(), rows: z.int().positive(), codes: z.instanceof(Int32Array) }).nullable(),
  /** For every cell, the probability of its code when this was fixed, 0 to 1, or 1 where the cell was known before. */
  confidence: z.instanceof(Float32Array).nullable(),
  /** For every cell, the step (from 0) that fixed it, or -1 where the cell was known before. */
  fixedAt: z.instanceof(Int16Array).nullable(),
  /** Null where a new picture was drawn. */
  receipt: receiptSchema.nullable(),
  seed: seedSchema,
  settings: imageSettingsSchema,
  modelHash: z.string(),
  modelName: z.string(),
  modelFamily: familySchema,
  modelPrecision: precisionSchema,
  elementTypes: elementTypesSchema,
  provider: z.string(),
  versions: versionsSchema.exactOptional(),
  /** Timings of the whole job, for all candidates together. */
  timings: timingsSchema,
  /** Present where the request asked for it. Empty where the words of the request give nothing to ask. */
  checks: checksSchema.exactOptional(),
});
export type EngineCandidate = z.infer<typeof engineCandidateSchema>;

export const drawResultSchema = engineCandidateSchema.extend({
  /**
   * The other candidates where several were requested. They are in the order of their seeds, or the best first where
   * they were verified.
   */
  others: z.array(engineCandidateSchema).exactOptional(),
});
export type DrawResult = z.infer<typeof drawResultSchema>;

/** Asks for a drawing as it was after `stepsDone` steps. Null asks for the finished drawing. */
export const replayRequestSchema = z.object({ trace: traceSchema, stepsDone: z.int().min(0).max(1024).nullable() });
export type ReplayRequest = z.infer<typeof replayRequestSchema>;

/** The picture at the model's own scale. It is transparent where a cell was not fixed yet. */
export const replayResultSchema = z.object({ raster: rasterSchema });
export type ReplayResult = z.infer<typeof replayResultSchema>;
