import { z } from 'zod';
import { manifestSchema } from './manifest.ts';
import { bytesSchema, frameSchema, MAX_SIDE, rasterSchema, regionMaskSchema } from './pictures.ts';
import type { Service } from './service.ts';
import { cacheSettingsSchema } from './speed.ts';

const prompt = z.string().max(4000);
/** Seeds are unsigned 32-bit: 0 is a seed like any other. */
export const seedSchema = z.int().min(0).max(0xffff_ffff);

export const imageSettingsSchema = z.object({
  steps: z.int().min(1).max(1024),
  /** The reference's convention, off at 0: (1+s)*cond - s*uncond. */
  textGuidance: z.number().min(0).max(100),
  samplingTemperature: z.number().min(0).max(10),
  /** Absent: every step computes everything. */
  cache: cacheSettingsSchema.exactOptional(),
});
export type ImageSettings = z.infer<typeof imageSettingsSchema>;

export const generateRequestSchema = z.object({
  task: z.literal('generate'),
  prompt,
  width: z.int().min(1).max(MAX_SIDE),
  height: z.int().min(1).max(MAX_SIDE),
  settings: imageSettingsSchema,
  seed: seedSchema,
});

export const retouchRequestSchema = z.object({
  task: z.literal('retouch'),
  prompt,
  picture: rasterSchema,
  /** Of the picture's size. */
  regionMask: regionMaskSchema,
  /** Width in picture pixels of the soft edge, inside the mask only; null lets the engine choose. */
  feather: z.number().min(0).max(1000).nullable(),
  /** Context around the mask's box on each side, as a share of the box's longer side. */
  contextMargin: z.number().min(0).max(10).nullable(),
  settings: imageSettingsSchema,
  seed: seedSchema,
});

export const drawRequestSchema = z.discriminatedUnion('task', [generateRequestSchema, retouchRequestSchema]);
export type GenerateRequest = z.infer<typeof generateRequestSchema>;
export type RetouchRequest = z.infer<typeof retouchRequestSchema>;
export type DrawRequest = z.infer<typeof drawRequestSchema>;

export const drawProgressSchema = z.object({
  /** Steps done, of how many. */
  step: z.int().nonnegative(),
  of: z.int().positive(),
  secondsLeft: z.number().nonnegative().nullable(),
  /** Now and then: the picture so far, for `frame`, in native pixels. */
  preview: z.object({ raster: rasterSchema, frame: frameSchema }).nullable(),
});
export type DrawProgress = z.infer<typeof drawProgressSchema>;

/** What a retouch did to the picture that it was given. */
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

export const drawResultSchema = z.object({
  task: z.enum(['generate', 'retouch']),
  /** PNG of `frame`'s size, straight alpha: 0 outside a retouch's mask. Carries the record as text. */
  png: bytesSchema,
  frame: frameSchema,
  grid: z.object({ columns: z.int().positive(), rows: z.int().positive(), codes: z.instanceof(Int32Array) }),
  receipt: receiptSchema.nullable(),
  seed: seedSchema,
  settings: imageSettingsSchema,
  modelHash: z.string(),
  modelName: z.string(),
  provider: z.string(),
  timings: timingsSchema,
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
  task: z.enum(['caption', 'ask']),
  picture: rasterSchema,
  /** Empty for a caption. */
  question: prompt,
  /** null: the model's defaults. */
  settings: textSettingsSchema.nullable(),
  seed: seedSchema,
});
export type DescribeRequest = z.infer<typeof describeRequestSchema>;

export const describeProgressSchema = z.object({
  step: z.int().nonnegative(),
  of: z.int().positive(),
  secondsLeft: z.number().nonnegative().nullable(),
  textSoFar: z.string(),
});

export const describeResultSchema = z.object({
  task: z.enum(['caption', 'ask']),
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
});
export type EngineStatus = z.infer<typeof engineStatusSchema>;

/** Request to picture or text: one job at a time, in the order of asking. */
export const engineService = {
  /** Loads the model where it is not loaded yet. */
  status: { params: z.object({}), result: engineStatusSchema },
  draw: { params: drawRequestSchema, result: drawResultSchema, event: drawProgressSchema },
  describe: { params: describeRequestSchema, result: describeResultSchema, event: describeProgressSchema },
} as const satisfies Service;
export type EngineService = typeof engineService;
