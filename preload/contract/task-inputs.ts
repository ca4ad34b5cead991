import { z } from 'zod';
import { checksSchema } from './checks.ts';
import { frameSchema, MAX_SIDE } from './pictures.ts';

/** Schemas of the inputs that the tasks of tasks.ts share, besides words and pictures. */

/**
 * Codes of an earlier result whose picture has not changed since. Where they lie in the frame and on the grid of a job,
 * the job takes them as they are, so nothing is lost by decoding and encoding.
 */
export const knownCodesSchema = z
  .object({
    frame: frameSchema,
    columns: z.int().positive(),
    rows: z.int().positive(),
    codes: z.instanceof(Int32Array),
    /** One entry per cell, as in the result. Null where the result's confidence was not kept. */
    confidence: z.instanceof(Float32Array).nullable(),
  })
  .refine(
    ({ columns, rows, codes, confidence }) =>
      codes.length === columns * rows && (confidence === null || confidence.length === codes.length),
    { message: 'Known codes need one code, and one confidence if any, for every cell.' },
  );
export type KnownCodes = z.infer<typeof knownCodesSchema>;

/** How a picture came about, as in its result. There is one entry per cell, row-major. */
export const traceSchema = z
  .object({
    columns: z.int().positive(),
    rows: z.int().positive(),
    codes: z.instanceof(Int32Array),
    /** The step (from 0) that fixed the cell, or -1 where the cell was known before. */
    fixedAt: z.instanceof(Int16Array),
    confidence: z.instanceof(Float32Array),
  })
  .refine(
    ({ columns, rows, codes, fixedAt, confidence }) =>
      [codes, fixedAt, confidence].every(({ length }) => length === columns * rows),
    { message: 'A trace needs a code, a step and a confidence for every cell.' },
  );
export type PictureTrace = z.infer<typeof traceSchema>;

/** Continues an earlier drawing from its state after `stepsDone` steps. */
export const resumeSchema = z.object({ trace: traceSchema, stepsDone: z.int().min(0).max(1024) });

/** A share above 0 and up to 1. */
export const shareSchema = z.number().gt(0).max(1);

/** A share from 0 to 1. */
export const wholeShareSchema = z.number().min(0).max(1);

const amount = z.int().min(0).max(MAX_SIDE);
export const sidesSchema = z.object({ left: amount, top: amount, right: amount, bottom: amount });
export type Sides = z.infer<typeof sidesSchema>;

/** A view in a word or two, such as "left" or "back". */
export const viewSchema = z.string().regex(/^[A-Za-z][A-Za-z -]{0,39}$/, 'A view is a plain word or two');

/** The words and numbers of a task's inputs, as a record keeps them. */
export const taskDetailsSchema = z.object({
  variant: z.string().max(40).exactOptional(),
  strength: wholeShareSchema.exactOptional(),
  sides: sidesSchema.exactOptional(),
  /** How a redrawn part meets the picture around it, as in the request. Absent means that the studio chose. */
  feather: z.number().min(0).max(1000).exactOptional(),
  maskGrowth: z.number().min(0).max(1000).exactOptional(),
  contextMargin: z.number().min(0).max(10).exactOptional(),
  /**
   * The project's picture from which this one continues, and the number of its steps that were kept. `unsure` is the share
   * of its cells that were drawn again, where these were the least sure ones.
   */
  branch: z
    .object({ from: z.uuid(), stepsDone: z.int().min(0).max(1024), unsure: shareSchema.exactOptional() })
    .exactOptional(),
  /** The project's two pictures of a mix. The painted part of `second` is laid into `first`. */
  mix: z.object({ first: z.uuid(), second: z.uuid() }).exactOptional(),
  /** Present where the drawing was made again from a record, and whether its picture came out byte for byte the same. */
  replay: z.object({ same: z.boolean() }).exactOptional(),
  /** The model's answers when it checked the picture. */
  checks: checksSchema.exactOptional(),
});
export type TaskDetails = z.infer<typeof taskDetailsSchema>;
