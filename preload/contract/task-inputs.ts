import { z } from 'zod';
import { checksSchema } from './checks.ts';
import { controlKinds, predictKinds } from './manifest.ts';
import { frameSchema, MAX_SIDE, rasterSchema, regionMaskSchema } from './pictures.ts';
import { wordsSchema } from './words.ts';

/** What every drawing task is given besides its settings and seed. */

const prompt = wordsSchema;
const side = z.int().min(1).max(MAX_SIDE);

/**
 * Codes of an earlier result whose picture has not changed since. Where they lie in the frame and on
 * the grid that a job comes to, they are taken as they are: nothing is lost by decoding and encoding.
 */
export const knownCodesSchema = z
  .object({
    frame: frameSchema,
    columns: z.int().positive(),
    rows: z.int().positive(),
    codes: z.instanceof(Int32Array),
    /** One a cell, as the result told them; null where they were not kept. */
    confidence: z.instanceof(Float32Array).nullable(),
  })
  .refine(
    ({ columns, rows, codes, confidence }) =>
      codes.length === columns * rows && (confidence === null || confidence.length === codes.length),
    { message: 'Known codes need one code, and one confidence if any, for every cell.' },
  );
export type KnownCodes = z.infer<typeof knownCodesSchema>;

/** How a picture came about, as its result told it: one entry a cell, row-major. */
export const traceSchema = z
  .object({
    columns: z.int().positive(),
    rows: z.int().positive(),
    codes: z.instanceof(Int32Array),
    /** The step (from 0) that fixed the cell, -1 where it was known before. */
    fixedAt: z.instanceof(Int16Array),
    confidence: z.instanceof(Float32Array),
  })
  .refine(
    ({ columns, rows, codes, fixedAt, confidence }) =>
      [codes, fixedAt, confidence].every(({ length }) => length === columns * rows),
    { message: 'A trace needs a code, a step and a confidence for every cell.' },
  );
export type PictureTrace = z.infer<typeof traceSchema>;

/** To go on from an earlier drawing, as it was when so many of its steps were done. */
export const resumeSchema = z.object({ trace: traceSchema, stepsDone: z.int().min(0).max(1024) });

/** The share of a region's cells, the least sure first, that is drawn anew. */
const strength = z.number().gt(0).max(1);

const amount = z.int().min(0).max(MAX_SIDE);
export const sidesSchema = z.object({ left: amount, top: amount, right: amount, bottom: amount });
export type Sides = z.infer<typeof sidesSchema>;

/** A view in a word or two ("left", "back"). */
export const viewSchema = z.string().regex(/^[A-Za-z][A-Za-z -]{0,39}$/, 'A view is a plain word or two');

/** Pixels of the result; null: as the (first) picture. */
const size = z.object({ width: side, height: side }).nullable();

/**
 * What each drawing task carries besides its settings, its seed and a drawing to go on from. Pictures and masks are
 * pixels for those who ask and those who draw, and names while they travel (`engine-wire.ts`).
 */
export function taskInputs<P extends z.ZodType, M extends z.ZodType>(picture: P, mask: M) {
  /** Redrawing a part of a picture. */
  const region = {
    prompt,
    picture,
    /** Width in picture pixels of the soft edge, inside the mask only; null lets the engine choose. */
    feather: z.number().min(0).max(1000).nullable(),
    /** Context around the mask's box on each side, as a share of the box's longer side. */
    contextMargin: z.number().min(0).max(10).nullable(),
    /** Picture pixels by which the mask is widened on all sides; absent: as it was painted. */
    maskGrowth: z.number().min(0).max(1000).exactOptional(),
    /** Of the picture's size: what is painted here is never touched, whatever else is painted. */
    freezeMask: mask.exactOptional(),
    known: knownCodesSchema.exactOptional(),
  };
  return {
    generate: { prompt, width: side, height: side },
    /** `regionMask`: of the picture's size. */
    retouch: { ...region, regionMask: mask },
    extend: {
      prompt,
      picture,
      /** Pixels to add on each side. Frames of the result count from the new top left corner. */
      sides: sidesSchema,
      feather: region.feather,
      /** Context beside the new border, as a share of its width. */
      contextMargin: region.contextMargin,
    },
    vary: { ...region, regionMask: mask.nullable(), strength },
    /** `picture` and `trace`: of the first drawing. */
    mix: {
      prompt,
      picture,
      trace: traceSchema,
      second: z.object({ picture, trace: traceSchema }),
      /** Of the pictures' size: where the second one is taken. */
      regionMask: mask,
      /** How many cells wide the border is that is drawn anew, both sides of the line together. */
      border: z.int().min(1).max(64),
      feather: region.feather,
    },
    /** `regionMask`: null for the whole picture. */
    edit: { ...region, regionMask: mask.nullable() },
    subject: { prompt, picture, size },
    /** `variant`: a kind of the manifest's (`kinds`), or a view. */
    control: { prompt, picture, variant: z.enum(controlKinds) },
    style: { picture, stylePicture: picture },
    predict: { picture, variant: z.enum(predictKinds) },
    views: { picture, size, variant: viewSchema },
  } as const;
}
export type TaskInputs<P extends z.ZodType, M extends z.ZodType> = ReturnType<typeof taskInputs<P, M>>;

const { mix: _, ...askedByName } = taskInputs(rasterSchema, regionMaskSchema);
/** Of the tasks that an artist chooses; a mix is made of candidates. */
export const drawInputs = askedByName;

/** Of a task's inputs the words and numbers, as a record keeps them. */
export const taskDetailsSchema = z.object({
  variant: z.string().max(40).exactOptional(),
  strength: strength.exactOptional(),
  sides: sidesSchema.exactOptional(),
  /** Drawn on from another of the project's pictures, as that was when so many of its steps were done. */
  branch: z.object({ from: z.uuid(), stepsDone: z.int().min(0).max(1024) }).exactOptional(),
  /** A part of `second`, where it was painted, in `first`: both of the project's pictures. */
  mix: z.object({ first: z.uuid(), second: z.uuid() }).exactOptional(),
  /** What the model answered when it checked the picture. */
  checks: checksSchema.exactOptional(),
});
export type TaskDetails = z.infer<typeof taskDetailsSchema>;
