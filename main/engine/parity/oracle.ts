/** Reads a folder of reference numbers (see its README): JSON files, and raw arrays named by them. */
import { readFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { z } from 'zod';
import { StudioError } from '../../../preload/contract/errors.ts';

const int = z.int();
const ids = z.array(int);
const arrayRef = z.object({ file: z.string(), dtype: z.enum(['float32-le', 'float64-le']), shape: z.array(int) });
/** Names an array of a NumPy file. */
export type ArrayRef = z.infer<typeof arrayRef>;

const pair = z.tuple([int, int]);
const specialToken = z.object({ content: z.string(), id: int });
const sourcePicture = z.object({ codes: ids, grid: pair });

/** The contents of layouts.json. */
export const layoutsSchema = z.object({
  specialTokens: z.record(z.string(), specialToken),
  codeOffset: int,
  codebookSize: int,
  cases: z.array(
    z.object({
      task: z.string(),
      text: z.string(),
      systemPrompt: z.string().optional(),
      images: z.array(sourcePicture).optional(),
      grid: pair.optional(),
      cells: ids.optional(),
      genLength: int.optional(),
      conditional: ids,
      unconditionalText: ids.optional(),
      unconditionalImage: ids.optional(),
      answerStart: int,
    }),
  ),
});
/** A recorded layout. */
export type LayoutCase = z.infer<typeof layoutsSchema>['cases'][number];

/** The contents of logits.json. */
export const logitsSchema = z.object({
  cases: z.array(z.object({ ids, logits: arrayRef, hidden: arrayRef })),
});

/** The contents of codec.json. */
export const codecSchema = z.object({
  cases: z.array(
    z.object({
      picture: z.string(),
      width: int,
      height: int,
      grid: pair,
      latents: arrayRef,
      codes: ids,
      decoded: arrayRef,
    }),
  ),
});

/** ML-Cache as the reference has it: the prompt is computed again like everything else. */
const cache = z
  .object({ cacheRatio: z.number(), warmupRatio: z.number(), refreshInterval: int })
  .transform((dials) => ({ ...dials, knownInterval: 1, choice: 'least-sure' as const }));

/** Positions that a step computed, by branch. Absent or null in a refresh and without a cache. */
const recomputed = z.record(z.string(), ids).nullish();

const imageStep = z.object({
  step: int,
  refresh: z.boolean().optional(),
  recomputed,
  masked: ids,
  sampled: ids,
  confidence: z.array(z.number()),
  /** How far `confidence`, a softmax in float32, lies from the same softmax in float64, where it was looked at. */
  confidenceRounding: z.number().nonnegative().nullish(),
  stillMasked: ids,
  logits: z.array(arrayRef),
  codeNoise: arrayRef.nullish(),
  choiceNoise: arrayRef.nullish(),
});

/** The contents of traces.json. */
export const tracesSchema = z.object({
  traces: z.array(
    z.object({
      name: z.string(),
      textGuidance: z.number(),
      imageGuidance: z.number().nullable(),
      samplingTemperature: z.number(),
      steps: int,
      cache: cache.nullable(),
      answerStart: int,
      conditional: ids,
      unconditionalTextPrefix: ids.nullable(),
      unconditionalImagePrefix: ids.nullable(),
      trace: z.array(imageStep),
      codes: ids,
    }),
  ),
});
/** A recorded run of image sampling. */
export type ImageTrace = z.infer<typeof tracesSchema>['traces'][number];

/** The contents of text.json. */
export const textSchema = z.object({
  traces: z.array(
    z.object({
      name: z.string(),
      genLength: int,
      blockLength: int,
      steps: int,
      samplingTemperature: z.number(),
      textGuidance: z.number(),
      cache: cache.nullish(),
      answerStart: int,
      conditional: ids,
      trace: z.array(
        z.object({
          step: int,
          refresh: z.boolean().optional(),
          recomputed,
          fixed: z.array(z.object({ position: int, id: int })),
          logits: z.array(arrayRef),
          masked: ids,
          noise: arrayRef.nullable(),
        }),
      ),
      answer: ids,
    }),
  ),
});
/** A recorded run of text sampling. */
export type TextTrace = z.infer<typeof textSchema>['traces'][number];

/** The contents of sizes.json. */
export const sizesSchema = z.object({
  cases: z.array(z.object({ target: int, width: int, height: int, chosen: pair, afterBox: pair, afterBicubic: pair })),
});

/** Reads a folder of the reference implementation's numbers. */
export class Oracle {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = resolve(folder);
  }

  /** @throws StudioError 'not-found' or 'bad-request' naming the file. */
  json<T>(name: string, schema: z.ZodType<T>): T {
    const bytes = this.bytes(name);
    try {
      return schema.parse(JSON.parse(new TextDecoder().decode(bytes)));
    } catch (cause) {
      const why = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
      throw StudioError.of('parity.file-invalid', { file: name }, { detail: why });
    }
  }

  /** The numbers of an array, as many as its shape says. */
  numbers(ref: ArrayRef): Float32Array | Float64Array {
    const bytes = this.bytes(ref.file);
    const count = ref.shape.reduce((a, b) => a * b, 1);
    const size = ref.dtype === 'float32-le' ? 4 : 8;
    if (bytes.byteLength !== count * size) {
      throw StudioError.of('parity.file-short', { file: ref.file, bytes: bytes.byteLength, wanted: count * size });
    }
    const buffer = bytes.slice().buffer;
    return size === 4 ? new Float32Array(buffer) : new Float64Array(buffer);
  }

  float32(ref: ArrayRef): Float32Array {
    const numbers = this.numbers(ref);
    return numbers instanceof Float32Array ? numbers : Float32Array.from(numbers);
  }

  bytes(name: string): Uint8Array {
    const path = resolve(this.folder, name);
    if (!path.startsWith(this.folder + sep)) throw StudioError.of('parity.file-outside', { file: name });
    try {
      return new Uint8Array(readFileSync(path));
    } catch (cause) {
      throw StudioError.of('parity.file-absent', { file: name }, { cause });
    }
  }

  get checkpoint(): string {
    return join(this.folder, 'checkpoint');
  }
}
