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
/** Of one job. */
export const MOST_CANDIDATES = 64;
/** Seeds are unsigned 32-bit: 0 is a seed like any other. */
export const seedSchema = z.int().min(0).max(0xffff_ffff);

export const imageSettingsSchema = z.object({
  steps: z.int().min(1).max(1024),
  /** The reference's convention, off at 0: (1+s)*cond - s*uncond. */
  textGuidance: z.number().min(0).max(100),
  samplingTemperature: z.number().min(0).max(10),
  /** How closely to follow a picture that comes in, off at 0; absent: the model's. */
  imageGuidance: z.number().min(0).max(100).exactOptional(),
  /** What not to draw: stands in the place of the unconditional prompt. It acts through `textGuidance` alone. */
  negativePrompt: prompt.exactOptional(),
  /** Absent: every step computes everything. */
  cache: cacheSettingsSchema.exactOptional(),
});
export type ImageSettings = z.infer<typeof imageSettingsSchema>;

const drawing = {
  settings: imageSettingsSchema,
  seed: seedSchema,
  /** Branches off an earlier drawing of the same grid: its first steps stand, the others are taken anew. */
  resume: resumeSchema.exactOptional(),
  /** How many candidates, with the seeds `seed`, `seed` + 1 and so on; each is what it would be alone. Absent: one. */
  count: z.int().min(1).max(MOST_CANDIDATES).exactOptional(),
  /** Whether the model is to answer questions about what it drew; the best candidate then comes first. */
  verify: z.boolean().exactOptional(),
};

type TasksWithInputs = { readonly [task: string]: { readonly inputs: z.ZodRawShape } };
type Flat<Shape> = { [Key in keyof Shape]: Shape[Key] };
/** The requests of each task by itself, as a union. */
type RequestSchema<Tasks extends TasksWithInputs> = {
  [T in keyof Tasks & string]: z.ZodObject<Flat<{ task: z.ZodLiteral<T> } & Tasks[T]['inputs'] & typeof drawing>>;
}[keyof Tasks & string];

/** A request of any drawing task, by the form of its pictures and masks. */
export function drawRequestOf<Tasks extends TasksWithInputs>(tasks: Tasks) {
  const schemas = Object.entries(tasks).map(([task, { inputs }]) =>
    z.object({ task: z.literal(task), ...inputs, ...drawing }),
  );
  // Names and inputs are those of the tasks, which an array of schemas does not tell.
  return z.discriminatedUnion('task', schemas as unknown as [RequestSchema<Tasks>, ...RequestSchema<Tasks>[]]);
}
export const drawRequestSchema = drawRequestOf(drawTasks);
export type DrawRequest = z.infer<typeof drawRequestSchema>;
export type GenerateRequest = Extract<DrawRequest, { task: 'generate' }>;
export type RetouchRequest = Extract<DrawRequest, { task: 'retouch' }>;

/** What a job will take on this machine, as far as earlier passes tell. */
export const forecastSchema = z.object({
  seconds: z.number().nonnegative(),
  /** Memory of the whole engine process at its peak. */
  bytes: z.number().nonnegative(),
});
export type Forecast = z.infer<typeof forecastSchema>;

export const drawProgressSchema = z.object({
  /** With the first message alone, before the first step. */
  forecast: forecastSchema.exactOptional(),
  /** Steps done, of how many. */
  step: z.int().nonnegative(),
  of: z.int().positive(),
  secondsLeft: z.number().nonnegative().nullable(),
  /** After the last step, where the model checks what it drew: questions answered, of how many. */
  checking: z.object({ done: z.int().nonnegative(), of: z.int().positive() }).exactOptional(),
  /** Now and then: the picture so far, for `frame`, in native pixels. */
  preview: z.object({ raster: rasterSchema, frame: frameSchema }).nullable(),
});
export type DrawProgress = z.infer<typeof drawProgressSchema>;

/** What redrawing a part did to the picture that it was given; of an extension, to the picture with its new border. */
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
  /** Seconds inside session.run, all graphs. */
  running: z.number(),
});

export const engineCandidateSchema = z.object({
  task: z.enum(drawTaskNames),
  /** PNG of `frame`'s size, straight alpha: 0 outside of what was to be redrawn. Carries the record as text. */
  png: bytesSchema,
  frame: frameSchema,
  /** Null where the model has no token grid; then `confidence` and `fixedAt` are null, too. */
  grid: z.object({ columns: z.int().positive(), rows: z.int().positive(), codes: z.instanceof(Int32Array) }).nullable(),
  /** Of every cell, how sure the model was of its code when it was fixed, 0 to 1; 1 where it was known before. */
  confidence: z.instanceof(Float32Array).nullable(),
  /** Of every cell, the step (from 0) that fixed it, -1 where it was known before: with the codes, the whole trace. */
  fixedAt: z.instanceof(Int16Array).nullable(),
  /** null where a new picture was drawn. */
  receipt: receiptSchema.nullable(),
  seed: seedSchema,
  settings: imageSettingsSchema,
  modelHash: z.string(),
  modelName: z.string(),
  modelFamily: familySchema,
  modelPrecision: precisionSchema,
  elementTypes: elementTypesSchema,
  provider: z.string(),
  /** Of the whole job, all candidates together. */
  timings: timingsSchema,
  /** Where the request asked for it; empty where its words give nothing to ask. */
  checks: checksSchema.exactOptional(),
});
export type EngineCandidate = z.infer<typeof engineCandidateSchema>;

export const drawResultSchema = engineCandidateSchema.extend({
  /** Where several were asked for: the others, by seed, or the best ones first where they were verified. */
  others: z.array(engineCandidateSchema).exactOptional(),
});
export type DrawResult = z.infer<typeof drawResultSchema>;

export const textSettingsSchema = z.object({
  steps: z.int().min(1).max(4096),
  genLength: z.int().min(1).max(4096),
  blockLength: z.int().min(1).max(4096),
  samplingTemperature: z.number().min(0).max(10),
  /** Absent: every step computes everything. */
  cache: cacheSettingsSchema.exactOptional(),
});

export type TextSettings = z.infer<typeof textSettingsSchema>;

export const describeRequestSchema = z.object({
  task: z.enum(textTaskNames),
  picture: rasterSchema,
  /** Empty for a caption. */
  question: prompt,
  /** null: the model's defaults. */
  settings: textSettingsSchema.nullable(),
  seed: seedSchema,
});
export type DescribeRequest = z.infer<typeof describeRequestSchema>;

export const describeProgressSchema = z.object({
  /** With the first message alone, before the first step. */
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
  /** What there was to say while the model was loaded: why it does not run where it was meant to. */
  notes: z.array(toldSchema),
});
export type EngineStatus = z.infer<typeof engineStatusSchema>;

/** A drawing as it was after so many of its steps; null: finished. */
export const replayRequestSchema = z.object({ trace: traceSchema, stepsDone: z.int().min(0).max(1024).nullable() });
export type ReplayRequest = z.infer<typeof replayRequestSchema>;

/** At the model's own scale; transparent where a cell was not yet fixed. */
export const replayResultSchema = z.object({ raster: rasterSchema });
export type ReplayResult = z.infer<typeof replayResultSchema>;

/**
 * What callers ask of the engine: request to picture or text, one job at a time, in the order of asking. How it travels
 * is in `engine-wire.ts`.
 */
export const engineService = {
  /** Loads the model where it is not loaded yet. */
  status: { params: z.object({}), result: engineStatusSchema },
  draw: { params: drawRequestSchema, result: drawResultSchema, event: drawProgressSchema },
  replay: { params: replayRequestSchema, result: replayResultSchema },
  describe: { params: describeRequestSchema, result: describeResultSchema, event: describeProgressSchema },
} as const satisfies Service;
export type EngineService = typeof engineService;
