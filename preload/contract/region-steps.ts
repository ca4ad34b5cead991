import { z } from 'zod';
import { hashSchema, idSchema, recordedSchema } from './ids.ts';
import { MAX_SIDE } from './pictures.ts';

/**
 * The region is a list of steps, oldest first. A step of a shape adds to the region, takes from it or keeps what both
 * have; a step of the whole changes what the steps before it have made. All lengths are page pixels.
 */

const finite = z.number().min(-1e6).max(1e6);
const whole = z.int().min(-1e6).max(1e6);
const length = z.number().gt(0).max(1e6);
const side = z.int().positive().max(MAX_SIDE);

/** What a step of a shape does with the region that those before it have made. */
export const regionOperations = ['add', 'subtract', 'intersect'] as const;
export const regionOperationSchema = z.enum(regionOperations);
export type RegionOperation = z.infer<typeof regionOperationSchema>;

const stepBase = { id: idSchema };
const shapeBase = { ...stepBase, operation: regionOperationSchema };
/** x0, y0, x1, y1, ... */
const pointNumbers = z.array(finite).min(2).max(200_000);
const inPairs = ({ length }: { readonly length: number }) => length % 2 === 0;

/** One gesture of the region brush. Kept as vectors: small, exact, undoable. */
export const strokeStepSchema = z.object({
  kind: z.literal('stroke'),
  ...shapeBase,
  /** Diameter of the round brush. */
  size: z.number().min(0.5).max(5000),
  points: pointNumbers.refine(inPairs, 'A stroke ends in the middle of a point.'),
});
export type StrokeStep = z.infer<typeof strokeStepSchema>;

const box = { x: finite, y: finite, width: length, height: length };

export const rectangleStepSchema = z.object({ kind: z.literal('rectangle'), ...shapeBase, ...box });
export type RectangleStep = z.infer<typeof rectangleStepSchema>;

/** The ellipse that touches the four sides of its box. */
export const ellipseStepSchema = z.object({ kind: z.literal('ellipse'), ...shapeBase, ...box });
export type EllipseStep = z.infer<typeof ellipseStepSchema>;

/** What its corners go around, however often; the last one is joined to the first. */
export const polygonStepSchema = z.object({
  kind: z.literal('polygon'),
  ...shapeBase,
  points: pointNumbers.min(6).refine(inPairs, 'A polygon ends in the middle of a point.'),
});
export type PolygonStep = z.infer<typeof polygonStepSchema>;

/** A grey picture: what a wand has found, a layer's alpha, a saved mask. Beyond its box it is black. */
export const pictureStepSchema = z.object({
  kind: z.literal('picture'),
  ...shapeBase,
  /** An 8-bit grey PNG of the box's size in the project's blobs: white where the region is. */
  blob: hashSchema,
  x: whole,
  y: whole,
  width: side,
  height: side,
});
export type PictureStep = z.infer<typeof pictureStepSchema>;

/** What was outside is inside, and the other way round. */
export const invertStepSchema = z.object({ kind: z.literal('invert'), ...stepBase });

/** The most by which an edge is made soft or moved. */
export const MOST_FEATHER = 1000;
export const MOST_GROWTH = 500;

/** A soft edge: within `radius` of the edge on both sides the region fades. */
export const featherStepSchema = z.object({
  kind: z.literal('feather'),
  ...stepBase,
  radius: z.int().positive().max(MOST_FEATHER),
});

/** Moves the edge outwards, or inwards where `by` is negative, as a round brush of this radius would. */
export const growStepSchema = z.object({
  kind: z.literal('grow'),
  ...stepBase,
  by: z
    .int()
    .min(-MOST_GROWTH)
    .max(MOST_GROWTH)
    .refine((by) => by !== 0, 'A region that grows by nothing is no step.'),
});

/** A step of a kind that this studio does not know: kept, and without effect. */
export const unreadableStepSchema = z.object({
  kind: z.literal('unreadable'),
  ...shapeBase,
  recorded: recordedSchema,
  points: pointNumbers.nullable(),
  blob: hashSchema.nullable(),
});
export type UnreadableStep = z.infer<typeof unreadableStepSchema>;

const shapeSchemas = [
  strokeStepSchema,
  rectangleStepSchema,
  ellipseStepSchema,
  polygonStepSchema,
  pictureStepSchema,
] as const;
const shapeStepSchema = z.discriminatedUnion('kind', shapeSchemas);
export type ShapeStep = z.infer<typeof shapeStepSchema>;

const wholeSchemas = [invertStepSchema, featherStepSchema, growStepSchema] as const;
const wholeStepSchema = z.discriminatedUnion('kind', wholeSchemas);
export type WholeStep = z.infer<typeof wholeStepSchema>;

export const regionStepSchema = z.discriminatedUnion('kind', [...shapeSchemas, ...wholeSchemas, unreadableStepSchema]);
export type RegionStep = z.infer<typeof regionStepSchema>;

/** Of one page. */
export const MOST_REGION_STEPS = 10_000;

export function isWholeStep(step: RegionStep): step is WholeStep {
  return step.kind === 'invert' || step.kind === 'feather' || step.kind === 'grow';
}

/** The blob that a step names. */
export function blobsOfStep(step: RegionStep): string[] {
  return 'blob' in step && step.blob !== null ? [step.blob] : [];
}
