import { z } from 'zod';
import { adjustmentSchema, fillSchema } from './adjustments.ts';
import { blendModeSchema, layerTagSchema, locksSchema, MOST_LAYERS } from './document.ts';
import { dpiSchema } from './dpi.ts';
import { MOST_GUIDES, orientations } from './guides.ts';
import { bytesSchema, MAX_PIXELS, MAX_SIDE } from './pictures.ts';

/**
 * A picture with layers as files of other programs hold it. It is what Photoshop, OpenRaster and the document of the
 * studio have in common.
 */

const side = z.int().positive().max(MAX_SIDE);
/** Layers may lie beside the page. */
const place = z.int().min(-1e6).max(1e6);
const frame = { x: place, y: place, width: side, height: side };

const maskSchema = z.object({
  /** In page pixels. The layer does not show outside of it. */
  ...frame,
  /** A picture of any size, which fills the frame. */
  png: bytesSchema,
  /** What says where the layer shows: the first channel, or the alpha of the picture. */
  shownBy: z.enum(['grey', 'alpha']),
  /** If false, the mask is kept but has no effect. */
  enabled: z.boolean(),
});
export type LayeredMask = z.infer<typeof maskSchema>;

export const layeredLayerSchema = z.object({
  kind: z.enum(['picture', 'group', 'fill', 'adjustment']),
  name: z.string().min(1).max(200),
  /** The place of its group in the list; null where it lies in none. */
  parent: z
    .int()
    .min(0)
    .max(MOST_LAYERS - 1)
    .nullable(),
  visible: z.boolean(),
  opacity: z.number().min(0).max(1),
  blendMode: blendModeSchema,
  locks: locksSchema,
  clipped: z.boolean(),
  tag: layerTagSchema,
  /** The layer's own pixels, in page pixels; null for a layer without pixels, as all but pictures are. */
  pixels: z.object({ ...frame, png: bytesSchema }).nullable(),
  mask: maskSchema.nullable(),
  /** What a fill shows. */
  fill: fillSchema.exactOptional(),
  /** What an adjustment does. */
  adjustment: adjustmentSchema.exactOptional(),
  /** Whether the layers of a group blend with what lies below the group. Absent means false. */
  passThrough: z.boolean().exactOptional(),
});
export type LayeredLayer = z.infer<typeof layeredLayerSchema>;

/** A visible layer without pixels, mask or group, with nothing changed about its look. */
export const plainLayeredLayer = {
  kind: 'picture',
  parent: null,
  visible: true,
  opacity: 1,
  blendMode: 'normal',
  locks: { all: false, position: false, transparency: false },
  clipped: false,
  tag: 'none',
  pixels: null,
  mask: null,
} as const satisfies Omit<LayeredLayer, 'name'>;

/** What the studio does not read of such a file. */
export const losses = [
  'adjustment',
  'adjustment-look',
  'blend-mode',
  'cmyk',
  'depth',
  'duotone',
  'effects',
  'empty-fill',
  'lab',
  'light',
  'mask-feather',
  'unreadable-layer',
  'vector-mask',
] as const;
export type Loss = (typeof losses)[number];

/** Layers with the same group are listed bottom first, and a group comes after what lies in it. */
export const layeredPictureSchema = z
  .object({
    width: side,
    height: side,
    /** Pixels per inch. Absent where the file tells none. */
    dpi: dpiSchema.exactOptional(),
    layers: z.array(layeredLayerSchema).max(MOST_LAYERS),
    /** Absent means none. OpenRaster has none. */
    guides: z
      .array(z.object({ orientation: z.enum(orientations), position: z.number().min(-1e6).max(1e6) }))
      .max(MOST_GUIDES)
      .exactOptional(),
  })
  .refine(({ width, height }) => width * height <= MAX_PIXELS, { message: 'The page would be too large.' })
  .refine(({ layers }) => layers.every(({ parent }, at) => parent === null || isGroupAfter(layers, parent, at)), {
    message: 'A layer lies in a group that comes after it.',
  });
export type LayeredPicture = z.infer<typeof layeredPictureSchema>;

function isGroupAfter(layers: readonly LayeredLayer[], parent: number, at: number): boolean {
  return parent > at && layers[parent]?.kind === 'group';
}

/** How many groups lie around the innermost layer. */
export function depthOf({ layers }: LayeredPicture): number {
  const depths: number[] = [];
  // Groups come after their content, so they are reached first from the end.
  for (let at = layers.length - 1; at >= 0; at--) {
    const parent = layers[at]?.parent ?? null;
    depths[at] = parent === null ? 0 : (depths[parent] ?? 0) + 1;
  }
  return depths.reduce((deepest, depth) => Math.max(deepest, depth), 0);
}
