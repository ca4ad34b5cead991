import { z } from 'zod';
import { mediaTypes } from './formats.ts';
import { MAX_SIDE } from './pictures.ts';

export const idSchema = z.uuid();
export const hashSchema = z.string().regex(/^[0-9a-f]{64}$/);
export const mediaTypeSchema = z.enum(mediaTypes);
export type MediaType = z.infer<typeof mediaTypeSchema>;

const side = z.int().positive().max(MAX_SIDE);
const finite = z.number().min(-1e6).max(1e6);

/** A picture on the page. Positions in page pixels; the picture's centre-free top left corner. */
export const layerSchema = z.object({
  id: idSchema,
  name: z.string().min(1).max(200),
  /** Content of the layer, by sha256, in the project's blobs. */
  blob: hashSchema,
  mediaType: mediaTypeSchema,
  /** Natural pixels. */
  width: side,
  height: side,
  x: finite,
  y: finite,
  scaleX: z.number().min(1e-4).max(1e4),
  scaleY: z.number().min(1e-4).max(1e4),
  /** Degrees, clockwise, about the top left corner. */
  angle: z.number().min(-360).max(360),
  opacity: z.number().min(0).max(1),
  visible: z.boolean(),
  /** Where it shows anything nothing is ever redrawn; absent: false. */
  isProtected: z.boolean().exactOptional(),
  /** The generation that drew it, or null for a picture brought in. */
  generationId: idSchema.nullable(),
});
export type Layer = z.infer<typeof layerSchema>;

/** One gesture of the mask brush, in page pixels. Kept as vectors: small, exact, undoable. */
export const strokeSchema = z.object({
  id: idSchema,
  /** Diameter of the round brush. */
  size: z.number().min(0.5).max(5000),
  erase: z.boolean(),
  /** x0, y0, x1, y1, ... */
  points: z
    .array(finite)
    .min(2)
    .max(200_000)
    .refine(({ length }) => length % 2 === 0, 'A stroke ends in the middle of a point.'),
});
export type Stroke = z.infer<typeof strokeSchema>;

/** Of one page. */
export const MOST_LAYERS = 1000;
export const MOST_STROKES = 10_000;

export const documentSchema = z.object({
  /** The project whose document it is, once it has one: no other project takes it. */
  projectId: idSchema.exactOptional(),
  width: side,
  height: side,
  /** Whether white paper lies under the layers, for the eye and for exports; models always see it. Absent: true. */
  paper: z.boolean().exactOptional(),
  /** Bottom first. */
  layers: z.array(layerSchema).max(MOST_LAYERS),
  /** The region mask being painted, oldest stroke first; empty where nothing is painted. */
  mask: z.array(strokeSchema).max(MOST_STROKES),
});
export type PictureDocument = z.infer<typeof documentSchema>;
