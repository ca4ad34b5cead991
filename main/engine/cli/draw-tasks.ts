/**
 * The drawing tasks of the command line as data: what each is given, for its command and for a line
 * of a batch alike. Paths, numbers and words; every field but `id` is an option of that name.
 */

import { z } from 'zod';
import { MOST_CANDIDATES } from '../../../preload/contract/engine.ts';
import { controlKinds, predictKinds } from '../../../preload/contract/manifest.ts';
import { MAX_SIDE } from '../../../preload/contract/pictures.ts';
import { cacheSettingsSchema, speedSchema } from '../../../preload/contract/speed.ts';
import { viewSchema } from '../../../preload/contract/task-inputs.ts';
import { wordsSchema } from '../../../preload/contract/words.ts';

/** A job's id: a short text or a whole number. */
export const idSchema = z.union([z.string().min(1).max(200), z.int().transform(String)]);
/** Fields of every job. */
export const common = {
  id: idSchema.optional(),
  seed: z.int().min(0).max(0xffff_ffff).optional(),
  temperature: z.number().min(0).max(10).optional(),
  speed: speedSchema.optional(),
  ...cacheSettingsSchema.partial().shape,
};

const words = wordsSchema;
const file = z.string().min(1);
const side = z.int().min(1).max(MAX_SIDE).optional();
const amount = z.int().min(0).max(MAX_SIDE).optional();
const scale = z.number().min(0).max(100).optional();

const several = z.int().min(1).max(MOST_CANDIDATES).optional();
const drawing = {
  ...common,
  steps: z.int().min(1).max(1024).optional(),
  guidance: scale,
  negative: words.optional(),
  count: several,
  bestOf: several,
};
const looking = { ...drawing, imageGuidance: scale, image: file };
const size = { width: side, height: side };
const pixels = z.number().min(0).max(1000).optional();
const edge = {
  image: file,
  feather: pixels,
  margin: z.number().min(0).max(10).optional(),
  paper: z.boolean().optional(),
};
const part = { ...edge, freeze: file.optional(), grow: pixels };

/** The fields of every drawing task, by its name. */
export const drawJobs = {
  generate: z.object({
    task: z.literal('generate'),
    ...drawing,
    prompt: words,
    ...size,
    from: file.optional(),
    after: z.int().min(0).max(1024).optional(),
  }),
  retouch: z.object({ task: z.literal('retouch'), ...drawing, prompt: words, ...part, mask: file }),
  extend: z.object({
    task: z.literal('extend'),
    ...drawing,
    prompt: words,
    ...edge,
    left: amount,
    top: amount,
    right: amount,
    bottom: amount,
  }),
  vary: z.object({
    task: z.literal('vary'),
    ...drawing,
    prompt: words,
    ...part,
    mask: file.optional(),
    strength: z.number().gt(0).max(1),
  }),
  mix: z.object({
    task: z.literal('mix'),
    ...drawing,
    prompt: words.optional(),
    first: file,
    second: file,
    mask: file,
    border: z.int().min(1).max(64).optional(),
    feather: pixels,
  }),
  edit: z.object({
    task: z.literal('edit'),
    ...looking,
    prompt: words,
    ...part,
    mask: file.optional(),
    next: z.array(words).max(32).optional(),
  }),
  subject: z.object({ task: z.literal('subject'), ...looking, prompt: words, ...size }),
  control: z.object({ task: z.literal('control'), ...looking, prompt: words, kind: z.enum(controlKinds) }),
  style: z.object({ task: z.literal('style'), ...looking, style: file }),
  predict: z.object({ task: z.literal('predict'), ...looking, kind: z.enum(predictKinds) }),
  views: z.object({ task: z.literal('views'), ...looking, view: viewSchema, ...size }),
} as const;
/** Fields that name a file. */
export const pathFields: readonly string[] = ['image', 'mask', 'freeze', 'style', 'from', 'first', 'second'];

/** Name of a drawing task. */
export type DrawJobName = keyof typeof drawJobs;
/** A drawing task with its fields. */
export type DrawJob = z.infer<(typeof drawJobs)[DrawJobName]>;

/** What each command does, and what its options mean where the common words do not fit. */
export const drawHelp: Readonly<
  Record<DrawJobName, { readonly says: string } & { readonly [option: string]: string }>
> = {
  generate: { says: 'draw a picture from words' },
  retouch: { says: 'draw the masked part of a picture anew; nothing else changes' },
  extend: {
    says: 'draw more of a picture beyond its edges; the picture itself stays as it is',
    prompt: 'what the whole picture shows',
  },
  vary: {
    says: 'draw the least certain parts of a picture anew',
    prompt: 'what the picture shows',
    mask: 'a picture of the same size; only what is white here is varied (default: everything)',
  },
  mix: {
    says: 'take a part of one drawing into another one, and draw the border between them anew',
    prompt: "what the mixed picture shows (default: the first one's words)",
    mask: 'a picture of the same size; what is white here comes from the second drawing',
  },
  edit: {
    says: 'change a picture as an instruction says, all of it or a masked part',
    prompt: 'what to change ("replace the dog with a tree")',
    mask: 'a picture of the same size; only what is white here may change (default: everything)',
  },
  subject: {
    says: 'draw a new picture with the thing that a picture shows',
    image: 'a picture of the thing',
  },
  control: {
    says: 'draw a picture along the lines of a control picture',
    image: 'the control picture',
    kind: 'what the control picture shows',
  },
  style: {
    says: 'give a picture the style of another one',
    image: 'the picture to change',
    style: 'the picture whose style it gets',
  },
  predict: { says: 'turn a picture into a map of what it shows', kind: 'which map' },
  views: {
    says: 'draw the thing in a picture from another side',
    image: 'the thing from its front',
    view: 'from where ("left", "back")',
  },
};
