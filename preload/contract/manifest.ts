import { z } from 'zod';
import { controlKinds, predictKinds, taskNames } from './tasks.ts';

/** One writer (native-models/converter/convert.ts), one reader (main/engine/models). */
export const MANIFEST_FORMAT = 1;

export const taskNameSchema = z.enum(taskNames);

/**
 * Of tasks that come in kinds, those that a model was trained for. Where it does not say, it is taken to know all of
 * them, also those that were added after its folder was made.
 */
export const kindsSchema = z.object({
  control: z.array(z.enum(controlKinds)).min(1).exactOptional(),
  predict: z.array(z.enum(predictKinds)).min(1).exactOptional(),
});

/** How the transformer multiplies: in float32, or by int8 weights in whole numbers. */
export const precisionSchema = z.enum(['fp32', 'int8']);

/** What the numbers of a tensor are. */
export const elementTypes = [
  'float32',
  'float16',
  'bfloat16',
  'int8',
  'uint8',
  'int4',
  'uint4',
  'int32',
  'int64',
] as const;
export const elementTypeSchema = z.enum(elementTypes);

/** Of the tensors that cross a graph's edge or are kept between passes. How weights are stored is `precision`. */
export const elementTypesSchema = z.object({
  states: elementTypeSchema,
  keyValues: elementTypeSchema,
  logits: elementTypeSchema,
  pixels: elementTypeSchema,
});
export type ElementTypes = z.infer<typeof elementTypesSchema>;

/** Of every folder that was written before manifests said it. */
const FIRST_FAMILY = 'lumina-dimoo';
const FLOATS: ElementTypes = { states: 'float32', keyValues: 'float32', logits: 'float32', pixels: 'float32' };

/** A kind of model that plans, samples and finishes in its own way. */
export const familySchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);

const tokenId = z.int().nonnegative();
const size = z.int().positive();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** A plain file name: a manifest may be hostile, and must not reach outside its folder. */
const fileName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/);

const wordList = z.array(z.string().min(1).max(60)).max(100_000);

/** The words that a model was trained on, where they can be counted. All in lower case, every form of a word for itself. */
export const vocabularySchema = z.object({
  words: wordList.min(1),
  /** Grammar that names nothing: not known, and no loss. */
  stopWords: wordList,
});
export type Vocabulary = z.infer<typeof vocabularySchema>;

/** Sampling defaults of one kind of job; a checkpoint may bring its own. */
const imageDefaults = z.object({
  steps: size.max(1024),
  textGuidance: z.number().min(0).max(100),
  samplingTemperature: z.number().min(0).max(10),
});

export const manifestSchema = z.object({
  format: z.literal(MANIFEST_FORMAT),
  name: z.string().min(1).max(200),
  /** Of converter and graph layout: the same checkpoint converted anew by a newer one differs. */
  converterVersion: z.string(),
  /** sha256 over the checkpoint's files and, beside fp32, the precision: names the model in every picture's record. */
  modelHash: sha256,
  precision: precisionSchema,
  /** Absent: the first one. See `familyOf`. */
  family: familySchema.exactOptional(),
  /** Absent: 32-bit floats. See `elementTypesOf`. */
  elementTypes: elementTypesSchema.exactOptional(),
  transformer: z.object({
    width: size,
    layers: size,
    heads: size,
    vocabularySize: size,
    maxSequenceLength: size,
  }),
  codec: z.object({
    /** Pixels per cell side. */
    patchSize: size,
    latentChannels: size,
  }),
  codebookSize: size,
  /** Vocabulary id of code 0. */
  codeOffset: tokenId,
  specialTokens: z.object({
    endOfText: tokenId,
    mask: tokenId,
    endOfLine: tokenId,
    padding: tokenId,
    system: tokenId,
    systemEnd: tokenId,
    user: tokenId,
    userEnd: tokenId,
    image: tokenId,
    imageEnd: tokenId,
    uncondition: tokenId,
    answer: tokenId,
    answerEnd: tokenId,
  }),
  /** Pixels; the size at which the model draws best comes first. */
  nativeSizes: z.array(z.object({ width: size, height: size })).min(1),
  tasks: z.array(taskNameSchema).min(1),
  kinds: kindsSchema.exactOptional(),
  defaults: z.object({
    textToImage: imageDefaults,
    inpainting: imageDefaults,
    /** Drawing from a picture; absent: the reference's (tasks.ts). */
    imageToImage: imageDefaults
      .extend({
        imageGuidance: z.number().min(0).max(100),
        /** Pixels; absent: nativeSizes, at most 512 a side. */
        size: z.object({ width: size, height: size }).exactOptional(),
      })
      .exactOptional(),
    understanding: z.object({
      steps: size.max(4096),
      genLength: size.max(4096),
      blockLength: size.max(4096),
      samplingTemperature: z.number().min(0).max(10),
    }),
  }),
  /** Prompts that show what this model can do, for empty states. */
  examples: z.array(z.string().max(500)).max(64),
  /** Absent: nobody can say which words it knows, as of a model that has read the web. */
  vocabulary: vocabularySchema.exactOptional(),
  /** Every file of the folder but this one. `role`s name the graphs; data files belong to a graph. */
  files: z.array(
    z.object({
      name: fileName,
      role: z.enum([
        'transformer',
        'canary',
        'key-values',
        'codec-encoder',
        'codec-decoder',
        'weights',
        'tokenizer',
        'tokenizer-config',
      ]),
      bytes: z.int().nonnegative(),
      sha256,
    }),
  ),
});

export type Manifest = z.infer<typeof manifestSchema>;

export const familyOf = ({ family }: Pick<Manifest, 'family'>): string => family ?? FIRST_FAMILY;

export const elementTypesOf = ({ elementTypes }: Pick<Manifest, 'elementTypes'>): ElementTypes =>
  elementTypes ?? FLOATS;
