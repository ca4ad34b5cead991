import { z } from 'zod';
import { checksSchema } from './checks.ts';
import { frameSchema, MAX_SIDE } from './pictures.ts';

/** What the tasks of tasks.ts are given, besides words, numbers and pictures. */

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

/** A part of all, and not nothing. */
export const shareSchema = z.number().gt(0).max(1);

const amount = z.int().min(0).max(MAX_SIDE);
export const sidesSchema = z.object({ left: amount, top: amount, right: amount, bottom: amount });
export type Sides = z.infer<typeof sidesSchema>;

/** A view in a word or two ("left", "back"). */
export const viewSchema = z.string().regex(/^[A-Za-z][A-Za-z -]{0,39}$/, 'A view is a plain word or two');

/** Of a task's inputs the words and numbers, as a record keeps them. */
export const taskDetailsSchema = z.object({
  variant: z.string().max(40).exactOptional(),
  strength: shareSchema.exactOptional(),
  sides: sidesSchema.exactOptional(),
  /** How a part was to meet the picture around it, as in the request; absent: as the studio chose. */
  feather: z.number().min(0).max(1000).exactOptional(),
  maskGrowth: z.number().min(0).max(1000).exactOptional(),
  contextMargin: z.number().min(0).max(10).exactOptional(),
  /** Drawn on from another of the project's pictures, as that was when so many of its steps were done. */
  branch: z.object({ from: z.uuid(), stepsDone: z.int().min(0).max(1024) }).exactOptional(),
  /** A part of `second`, where it was painted, in `first`: both of the project's pictures. */
  mix: z.object({ first: z.uuid(), second: z.uuid() }).exactOptional(),
  /** What the model answered when it checked the picture. */
  checks: checksSchema.exactOptional(),
});
export type TaskDetails = z.infer<typeof taskDetailsSchema>;
