import { z } from 'zod';
import { hashSchema, idSchema, recordedSchema } from './ids.ts';
import { MAX_SIDE } from './pictures.ts';

/**
 * The region is a list of steps, oldest first. A step with a shape adds the shape to the region, subtracts it, or keeps
 * what both have in common. A step without a shape changes the whole region. All lengths are page pixels.
 */

const finite = z.number().min(-1e6).max(1e6);
const whole = z.int().min(-1e6).max(1e6);
const length = z.number().gt(0).max(1e6);
const side = z.int().positive().max(MAX_SIDE);

/** How the shape of a step combines with the region that the earlier steps have made. */
export const regionOperations = ['add', 'subtract', 'intersect'] as const;
export const regionOperationSchema = z.enum(regionOperations);
export type RegionOperation = z.infer<typeof regionOperationSchema>;

const stepBase = { id: idSchema };
const shapeBase = { ...stepBase, operation: regionOperationSchema };
/** Coordinates in the order x0, y0, x1, y1, ... */
const pointNumbers = z.array(finite).min(2).max(200_000);
const inPairs = ({ length }: { readonly length: number }) => length % 2 === 0;

/** One gesture of the region brush. It is kept as vectors, which are small, exact and undoable. */
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

/** The area that the corners go around, however often. The last corner is joined to the first. */
export const polygonStepSchema = z.object({
  kind: z.literal('polygon'),
  ...shapeBase,
  points: pointNumbers.min(6).refine(inPairs, 'A polygon ends in the middle of a point.'),
});
export type PolygonStep = z.infer<typeof polygonStepSchema>;

/** A grey picture, such as the result of a wand, a layer's alpha or a saved mask. Outside of its box it is black. */
export const pictureStepSchema = z.object({
  kind: z.literal('picture'),
  ...shapeBase,
  /** An 8-bit grey PNG of the box's size in the project's blobs, white where the region is. */
  blob: hashSchema,
  x: whole,
  y: whole,
  width: side,
  height: side,
});
export type PictureStep = z.infer<typeof pictureStepSchema>;

/** Swaps the inside and the outside. */
export const invertStepSchema = z.object({ kind: z.literal('invert'), ...stepBase });

/** Limits in page pixels by which an edge is softened or moved. */
export const MOST_FEATHER = 1000;
export const MOST_GROWTH = 500;

/** Softens the edge. The region fades within `radius` of the edge on both sides. */
export const featherStepSchema = z.object({
  kind: z.literal('feather'),
  ...stepBase,
  radius: z.int().positive().max(MOST_FEATHER),
});

/**
 * Moves the edge by so many page pixels, outwards or, where `by` is negative, inwards. The result is that of a round
 * brush of this radius.
 */
export const growStepSchema = z.object({
  kind: z.literal('grow'),
  ...stepBase,
  by: z
    .int()
    .min(-MOST_GROWTH)
    .max(MOST_GROWTH)
    .refine((by) => by !== 0, 'A region that grows by nothing is no step.'),
});

/** A step of a kind that this studio does not know. It is kept but has no effect. */
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

/** Limit of steps on one page. */
export const MOST_REGION_STEPS = 10_000;

export function isWholeStep(step: RegionStep): step is WholeStep {
  return step.kind === 'invert' || step.kind === 'feather' || step.kind === 'grow';
}

/** Returns the blob that a step names, or an empty list. */
export function blobsOfStep(step: RegionStep): string[] {
  return 'blob' in step && step.blob !== null ? [step.blob] : [];
}
