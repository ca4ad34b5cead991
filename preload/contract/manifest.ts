import { z } from 'zod';
import { descriptionSchema, MOST_LICENCE } from './model-card.ts';
import { controlKinds, predictKinds, taskNames } from './tasks.ts';

/** Version of the manifest's format. native-models/converter/converter.ts writes it, main/engine/models reads it. */
export const MANIFEST_FORMAT = 1;

/**
 * Version of the converter. It is raised with every change of the graphs or of their inputs and outputs, and models of an
 * older one can be converted again.
 */
export const CONVERTER_VERSION = '11';

export const taskNameSchema = z.enum(taskNames);

/**
 * For tasks that come in kinds, the kinds that a model was trained for. Where a manifest does not list them, the model
 * counts as trained for all kinds, including those that are newer than its folder.
 */
export const kindsSchema = z.object({
  control: z.array(z.enum(controlKinds)).min(1).exactOptional(),
  predict: z.array(z.enum(predictKinds)).min(1).exactOptional(),
});

/**
 * Arithmetic of the transformer: float32; float16; whole numbers of 8 or 4 bits with a factor for every block of a row; or
 * whole numbers of 8 bits throughout, which is the fastest on CPUs and less exact.
 */
export const precisionSchema = z.enum(['fp32', 'fp16', 'int8', 'int8-fast', 'int4']);
export type Precision = z.infer<typeof precisionSchema>;

/** Types of the numbers in a tensor. */
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

/** Types of the tensors that cross a graph's edge or are kept between passes. Weights have their `precision`. */
export const elementTypesSchema = z.object({
  states: elementTypeSchema,
  keyValues: elementTypeSchema,
  logits: elementTypeSchema,
  pixels: elementTypeSchema,
});
export type ElementTypes = z.infer<typeof elementTypesSchema>;

/** Family of the models whose manifests name none. */
const FIRST_FAMILY = 'lumina-dimoo';
const FLOATS: ElementTypes = { states: 'float32', keyValues: 'float32', logits: 'float32', pixels: 'float32' };

/** Name of a family of models, which plan, sample and finish in their own way. */
export const familySchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);

const tokenId = z.int().nonnegative();
const size = z.int().positive();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** A plain file name. A manifest may be hostile, and must not reach outside of its folder. */
const fileName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/);

const count = size.max(1_000_000);

/** One half of the codec in tiles (native-models/architectures/codec-tiles.ts). */
const fineHalf = z.object({
  /** Channels where tiles and coarse levels meet. */
  channels: count,
  /** Group norms of the fine levels. */
  norms: count,
  /** How many places the layers of each fine level see to every side, in the order of computation. */
  sees: z.array(z.int().nonnegative().max(1000)).min(1).max(12),
});

const wordList = z.array(z.string().min(1).max(60)).max(100_000);

/**
 * The words that a model was trained on, where they can be counted. All are in lower case, and each form of a word has
 * its own entry.
 */
export const vocabularySchema = z.object({
  words: wordList.min(1),
  /** Words of grammar that name nothing. It is no loss that the model does not know them. */
  stopWords: wordList,
});
export type Vocabulary = z.infer<typeof vocabularySchema>;

/** Sampling defaults of one kind of job. A checkpoint may bring its own. */
const imageDefaults = z.object({
  steps: size.max(1024),
  textGuidance: z.number().min(0).max(100),
  samplingTemperature: z.number().min(0).max(10),
});

export const manifestSchema = z.object({
  format: z.literal(MANIFEST_FORMAT),
  name: z.string().min(1).max(200),
  /** The name of the licence as the checkpoint's files have it. Absent where they state none. */
  licence: z.string().min(1).max(MOST_LICENCE).exactOptional(),
  /** What the checkpoint's README says of the model in one line. */
  description: descriptionSchema.exactOptional(),
  /** Version of converter and graph layout. It differs where a newer converter has converted the same checkpoint. */
  converterVersion: z.string(),
  /** sha256 over the checkpoint's files and, for all but fp32, the precision. It names the model in every record. */
  modelHash: sha256,
  precision: precisionSchema,
  /** Tensors of the checkpoint that are stored in 8 bits although the precision has 4, since 4 would change them too much. */
  widerTensors: z.array(z.string().max(200)).max(10_000).exactOptional(),
  /** Absent means the first family (see `familyOf`). */
  family: familySchema.exactOptional(),
  /** Absent means 32-bit floats (see `elementTypesOf`). */
  elementTypes: elementTypesSchema.exactOptional(),
  transformer: z.object({
    width: size,
    layers: size,
    heads: size,
    /** Rows of the embedding and of the output head. The last ones may belong to no token and no code. */
    vocabularySize: size,
    maxSequenceLength: size,
  }),
  codec: z.object({
    /** Pixels along one side of a cell. */
    patchSize: size,
    latentChannels: size,
    /** How large pictures go through the codec in tiles. Absent means that every picture goes through as a whole. */
    tiles: z
      .object({
        /** Pixels along one side of a place where tiles and coarse levels meet. */
        placeSize: count,
        groups: count,
        /** The most numbers that a layer has for a pixel. */
        numbersPerPixel: z.number().positive().max(1_000_000),
        encoder: fineHalf,
        decoder: fineHalf,
      })
      .refine(({ placeSize, encoder, decoder }) =>
        [encoder, decoder].every(({ sees }) => placeSize === 2 ** sees.length),
      )
      .exactOptional(),
  }),
  codebookSize: size,
  /** Vocabulary id of code 0. */
  codeOffset: tokenId,
  specialTokens: z.object({
    endOfText: tokenId,
    mask: tokenId,
    endOfLine: tokenId,
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
  /** Sizes in pixels. The size at which the model draws best comes first. */
  nativeSizes: z.array(z.object({ width: size, height: size })).min(1),
  tasks: z.array(taskNameSchema).min(1),
  kinds: kindsSchema.exactOptional(),
  defaults: z.object({
    textToImage: imageDefaults,
    inpainting: imageDefaults,
    /** Defaults of drawing from a picture. Absent means the reference's (model-tasks.ts). */
    imageToImage: imageDefaults
      .extend({
        imageGuidance: z.number().min(0).max(100),
        /** Size in pixels. Absent means the first of `nativeSizes`, cut to at most 512 a side. */
        size: z.object({ width: size, height: size }).exactOptional(),
      })
      .exactOptional(),
    understanding: z.object({
      steps: size.max(4096),
      genLength: size.max(4096),
      blockLength: size.max(4096),
      samplingTemperature: z.number().min(0).max(10),
      /** As in the settings of an answer. Absent in models that an older studio has converted. */
      confidenceThreshold: z.number().gt(0).max(1).exactOptional(),
    }),
  }),
  /** Prompts that show what this model can do. The window offers them where it has nothing else to show. */
  examples: z.array(z.string().max(500)).max(64),
  /** Absent where nobody can tell which words the model knows, as for a model that was trained on the web. */
  vocabulary: vocabularySchema.exactOptional(),
  /**
   * Every file of the folder but the manifest. A `role` names a graph or the tokenizer. Files of `weights` are the data
   * of the graphs.
   */
  files: z.array(
    z.object({
      name: fileName,
      role: z.enum([
        'transformer',
        'canary',
        'key-values',
        'codec-encoder',
        'codec-decoder',
        'codec-encoder-coarse',
        'codec-encoder-tile',
        'codec-encoder-sample',
        'codec-decoder-coarse',
        'codec-decoder-tile',
        'codec-decoder-sample',
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

/** Which studio has made a model, by its converter. */
export const makerSchema = z.enum(['older', 'current', 'newer']);
export type Maker = z.infer<typeof makerSchema>;

export function makerOf(manifest: Pick<Manifest, 'converterVersion' | 'family'>): Maker {
  const version = Number.parseInt(manifest.converterVersion, 10);
  const current = Number(CONVERTER_VERSION);
  // Other families have converters of their own.
  if (familyOf(manifest) !== FIRST_FAMILY || version === current || Number.isNaN(version)) return 'current';
  return version < current ? 'older' : 'newer';
}

export const familyOf = ({ family }: Pick<Manifest, 'family'>): string => family ?? FIRST_FAMILY;

export const elementTypesOf = ({ elementTypes }: Pick<Manifest, 'elementTypes'>): ElementTypes =>
  elementTypes ?? FLOATS;
