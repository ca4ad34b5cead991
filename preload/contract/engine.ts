import { z } from 'zod';
import { checksSchema } from './checks.ts';
import { elementTypesSchema, familySchema, manifestSchema, precisionSchema } from './manifest.ts';
import { bytesSchema, frameSchema, rasterSchema } from './pictures.ts';
import type { Service } from './service.ts';
import { cacheSettingsSchema } from './speed.ts';
import { resumeSchema, traceSchema } from './task-inputs.ts';
import { drawTaskNames, drawTasks, textTaskNames } from './tasks.ts';
import { toldSchema } from './told.ts';
import { wordsSchema } from './words.ts';

const prompt = wordsSchema;
/** Limit of candidates in one job. */
export const MOST_CANDIDATES = 64;
/** Seeds are unsigned 32-bit numbers. 0 is a seed like any other. */
export const seedSchema = z.int().min(0).max(0xffff_ffff);

export const imageSettingsSchema = z.object({
  steps: z.int().min(1).max(1024),
  /** Guidance scale s in the reference's convention: (1 + s) * cond - s * uncond. It is off at 0. */
  textGuidance: z.number().min(0).max(100),
  samplingTemperature: z.number().min(0).max(10),
  /** Strength with which the drawing follows a given picture. It is off at 0. Absent means the model's default. */
  imageGuidance: z.number().min(0).max(100).exactOptional(),
  /**
   * Words for what the model must not draw. They take the place of the unconditional prompt, so they act through
   * `textGuidance` alone.
   */
  negativePrompt: prompt.exactOptional(),
  /** Absent means that every step computes everything. */
  cache: cacheSettingsSchema.exactOptional(),
});
export type ImageSettings = z.infer<typeof imageSettingsSchema>;

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

/** Time and memory that a job is likely to take on this machine, estimated from earlier passes. */
export const forecastSchema = z.object({
  seconds: z.number().nonnegative(),
  /** Peak memory of the whole engine process. */
  bytes: z.number().nonnegative(),
});
export type Forecast = z.infer<typeof forecastSchema>;

export const drawProgressSchema = z.object({
  /** Present only in the first message, before the first step. */
  forecast: forecastSchema.exactOptional(),
  /** `step` of `of` steps are done. */
  step: z.int().nonnegative(),
  of: z.int().positive(),
  secondsLeft: z.number().nonnegative().nullable(),
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

export const timingsSchema = z.object({
  total: z.number(),
  encode: z.number(),
  denoise: z.number(),
  decode: z.number(),
  /** Seconds inside of session.run, for all graphs together. */
  running: z.number(),
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

export const textSettingsSchema = z.object({
  steps: z.int().min(1).max(4096),
  genLength: z.int().min(1).max(4096),
  blockLength: z.int().min(1).max(4096),
  samplingTemperature: z.number().min(0).max(10),
  /** Absent means that every step computes everything. */
  cache: cacheSettingsSchema.exactOptional(),
});

export type TextSettings = z.infer<typeof textSettingsSchema>;

export const describeRequestSchema = z.object({
  task: z.enum(textTaskNames),
  picture: rasterSchema,
  /** Empty for a caption. */
  question: prompt,
  /** Null means the model's defaults. */
  settings: textSettingsSchema.nullable(),
  seed: seedSchema,
});
export type DescribeRequest = z.infer<typeof describeRequestSchema>;

export const describeProgressSchema = z.object({
  /** Present only in the first message, before the first step. */
  forecast: forecastSchema.exactOptional(),
  step: z.int().nonnegative(),
  of: z.int().positive(),
  secondsLeft: z.number().nonnegative().nullable(),
  textSoFar: z.string(),
});

export const describeResultSchema = z.object({
  task: z.enum(textTaskNames),
  text: z.string(),
  seed: seedSchema,
  settings: textSettingsSchema,
  modelHash: z.string(),
  modelName: z.string(),
  provider: z.string(),
  timings: timingsSchema,
});
export type DescribeResult = z.infer<typeof describeResultSchema>;

export const engineStatusSchema = z.object({
  manifest: manifestSchema,
  modelFolder: z.string(),
  provider: z.string(),
  availableProviders: z.array(z.string()),
  /** Notes from loading the model, such as the reason why it does not run on the intended provider. */
  notes: z.array(toldSchema),
});
export type EngineStatus = z.infer<typeof engineStatusSchema>;

/** Asks for a drawing as it was after `stepsDone` steps. Null asks for the finished drawing. */
export const replayRequestSchema = z.object({ trace: traceSchema, stepsDone: z.int().min(0).max(1024).nullable() });
export type ReplayRequest = z.infer<typeof replayRequestSchema>;

/** The picture at the model's own scale. It is transparent where a cell was not fixed yet. */
export const replayResultSchema = z.object({ raster: rasterSchema });
export type ReplayResult = z.infer<typeof replayResultSchema>;

/**
 * The engine's methods for its callers. They turn a request into a picture or text, one job at a time, in the order of
 * the calls. `engine-wire.ts` describes how calls travel.
 */
export const engineService = {
  /** Returns the engine's status. It loads the model first where that is not loaded yet. */
  status: { params: z.object({}), result: engineStatusSchema },
  draw: { params: drawRequestSchema, result: drawResultSchema, event: drawProgressSchema },
  replay: { params: replayRequestSchema, result: replayResultSchema },
  describe: { params: describeRequestSchema, result: describeResultSchema, event: describeProgressSchema },
} as const satisfies Service;
export type EngineService = typeof engineService;
