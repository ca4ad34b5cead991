import { z } from 'zod';
import { mediaTypes } from './formats.ts';
import { hashSchema, idSchema, recordedSchema } from './ids.ts';
import { misplacedLayers } from './layer-tree.ts';
import { MAX_SIDE } from './pictures.ts';
import { MOST_REGION_STEPS, regionStepSchema } from './region-steps.ts';
import { MOST_SAVED_MASKS, savedMaskSchema } from './saved-masks.ts';

export const mediaTypeSchema = z.enum(mediaTypes);
export type MediaType = z.infer<typeof mediaTypeSchema>;

const side = z.int().positive().max(MAX_SIDE);
const finite = z.number().min(-1e6).max(1e6);

/** How a layer's colours meet those below: https://www.w3.org/TR/compositing-1/#blending, the sixteen that PSD has, too. */
export const blendModes = [
  'normal',
  'multiply',
  'screen',
  'overlay',
  'darken',
  'lighten',
  'color-dodge',
  'color-burn',
  'hard-light',
  'soft-light',
  'difference',
  'exclusion',
  'hue',
  'saturation',
  'color',
  'luminosity',
] as const;
export const blendModeSchema = z.enum(blendModes);
export type BlendMode = z.infer<typeof blendModeSchema>;

/** What tools leave alone. */
export const locksSchema = z.object({
  /** Everything about the layer. */
  all: z.boolean(),
  /** Where it lies, how large it is and how it is turned. */
  position: z.boolean(),
  /** Which of its pixels are clear. */
  transparency: z.boolean(),
});
export type Locks = z.infer<typeof locksSchema>;

/** A layer's mask. Outside of its frame the layer does not show. */
export const layerMaskSchema = z.object({
  /** A grey PNG in the project's blobs: white where the layer shows. */
  blob: hashSchema,
  /** False: kept, and without effect. */
  enabled: z.boolean(),
  /** In the layer's own pixels; of a group, in page pixels. */
  x: finite,
  y: finite,
  width: side,
  height: side,
});
export type LayerMask = z.infer<typeof layerMaskSchema>;

/** What a layer of any kind has. */
const layerBase = {
  id: idSchema,
  name: z.string().min(1).max(200),
  /** The group that it lies in; null: none. */
  parentId: idSchema.nullable(),
  visible: z.boolean(),
  opacity: z.number().min(0).max(1),
  blendMode: blendModeSchema,
  locks: locksSchema,
  mask: layerMaskSchema.nullable(),
  /** Where it shows anything nothing is ever redrawn; absent: false. */
  isProtected: z.boolean().exactOptional(),
  /** The generation that drew it, or null for what was brought in or made by hand. */
  generationId: idSchema.nullable(),
};

/** Colours by which layers are found again in the list. */
export const layerTags = ['none', 'red', 'orange', 'yellow', 'green', 'blue', 'violet', 'grey'] as const;
export const layerTagSchema = z.enum(layerTags);
export type LayerTag = z.infer<typeof layerTagSchema>;

/** What layers of the kinds that this studio knows have besides. All of it may be absent. */
const layerExtras = {
  /** Absent: none. */
  tag: layerTagSchema.exactOptional(),
  /** Whether it shows only where the nearest layer below it that is not clipped does; absent: false. */
  clipped: z.boolean().exactOptional(),
};

/** Where a layer's pixels lie on the page. */
const layerBox = {
  /** Natural pixels. */
  width: side,
  height: side,
  /** The top left corner, in page pixels. */
  x: finite,
  y: finite,
  scaleX: z.number().min(1e-4).max(1e4),
  scaleY: z.number().min(1e-4).max(1e4),
  /** Degrees, clockwise, about the top left corner. */
  angle: z.number().min(-360).max(360),
};
export const layerBoxSchema = z.object(layerBox);
export type LayerBox = z.infer<typeof layerBoxSchema>;

export const pictureLayerSchema = z.object({
  kind: z.literal('picture'),
  ...layerBase,
  ...layerExtras,
  ...layerBox,
  /** Whether the picture and its mask are mirrored within the box, left to right and top to bottom; absent: false. */
  flipX: z.boolean().exactOptional(),
  flipY: z.boolean().exactOptional(),
  /** Content of the layer, by sha256, in the project's blobs. */
  blob: hashSchema,
  mediaType: mediaTypeSchema,
});
export type PictureLayer = z.infer<typeof pictureLayerSchema>;

/** Layers that are composed apart from the page and come to it as one picture. */
export const groupLayerSchema = z.object({ kind: z.literal('group'), ...layerBase, ...layerExtras });
export type GroupLayer = z.infer<typeof groupLayerSchema>;

/** A layer of a kind, or of a version of a kind, that this studio does not know: kept and listed, and not painted. */
export const unreadableLayerSchema = z.object({
  kind: z.literal('unreadable'),
  ...layerBase,
  recorded: recordedSchema,
  box: layerBoxSchema.nullable(),
  blob: hashSchema.nullable(),
});
export type UnreadableLayer = z.infer<typeof unreadableLayerSchema>;

export const layerSchema = z.discriminatedUnion('kind', [pictureLayerSchema, groupLayerSchema, unreadableLayerSchema]);
export type Layer = z.infer<typeof layerSchema>;

/** Of one page. */
export const MOST_LAYERS = 1000;

export const pageSizeSchema = z.object({ width: side, height: side });

export const documentSchema = pageSizeSchema
  .extend({
    /** The project whose document it is, once it has one: no other project takes it. */
    projectId: idSchema.exactOptional(),
    /** Whether white paper lies under the layers, for the eye and for exports; models always see it. Absent: true. */
    paper: z.boolean().exactOptional(),
    /** Bottom first among those of one parent; a group stands where its own place is. */
    layers: z.array(layerSchema).max(MOST_LAYERS),
    /** The region, oldest step first; empty where there is none. */
    region: z.array(regionStepSchema).max(MOST_REGION_STEPS),
    /** Regions that were saved under names, in the order in which they were. Absent: none. */
    savedMasks: z.array(savedMaskSchema).max(MOST_SAVED_MASKS).exactOptional(),
  })
  .refine(({ layers }) => misplacedLayers(layers).size === 0, {
    message: 'A layer lies in a group of the same page, and never in itself.',
  });
export type PictureDocument = z.infer<typeof documentSchema>;
