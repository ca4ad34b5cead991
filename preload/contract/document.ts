import { z } from 'zod';
import { adjustmentSchema, fillSchema } from './adjustments.ts';
import { dpiSchema } from './dpi.ts';
import { shapeStyleSchema, textFields } from './drawn-layers.ts';
import { mediaTypes } from './formats.ts';
import { guideSchema, MOST_GUIDES } from './guides.ts';
import { hashSchema, idSchema, recordedSchema } from './ids.ts';
import { misplacedLayers } from './layer-tree.ts';
import { MOST_TILES, paintTileSchema } from './paint-tiles.ts';
import { MAX_SIDE } from './pictures.ts';
import { MOST_REGION_STEPS, regionStepSchema } from './region-steps.ts';
import { MOST_SAVED_MASKS, savedMaskSchema } from './saved-masks.ts';

export const mediaTypeSchema = z.enum(mediaTypes);
export type MediaType = z.infer<typeof mediaTypeSchema>;

const side = z.int().positive().max(MAX_SIDE);
const finite = z.number().min(-1e6).max(1e6);

/**
 * Rules by which a layer's colours combine with those below. They are the sixteen modes of
 * https://www.w3.org/TR/compositing-1/#blending, all of which PSD has, too.
 */
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

/** Properties of a layer that tools must not change. */
export const locksSchema = z.object({
  /** Locks everything about the layer. */
  all: z.boolean(),
  /** Locks the layer's position, size and rotation. */
  position: z.boolean(),
  /** Locks which of the layer's pixels are transparent. */
  transparency: z.boolean(),
});
export type Locks = z.infer<typeof locksSchema>;

/** Fields of every mask. */
const maskBase = {
  /** If false, the mask is kept but has no effect. */
  enabled: z.boolean(),
  /** The frame is in pixels of the layer, or in page pixels where the layer is a group. */
  x: finite,
  y: finite,
  width: side,
  height: side,
  /** If true, the layer shows outside of the frame. Absent means false. */
  showsBeyond: z.boolean().exactOptional(),
};

/** A mask that is one picture. */
export const pictureMaskSchema = z.object({
  ...maskBase,
  /** A grey PNG in the project's blobs, white where the layer shows. */
  blob: hashSchema,
});
export type PictureMask = z.infer<typeof pictureMaskSchema>;

/** A mask that was painted on. Its pixels are tiles, so that a stroke changes only those that it touches. */
export const tiledMaskSchema = z.object({
  ...maskBase,
  tiled: z.object({
    /** Natural size in pixels, which fill the frame. */
    width: side,
    height: side,
    /** The tiles are black, and their alpha says where the layer shows. Where the frame has no tile, it is hidden. */
    tiles: z.array(paintTileSchema).max(MOST_TILES),
  }),
});
export type TiledMask = z.infer<typeof tiledMaskSchema>;

export const layerMaskSchema = z.union([pictureMaskSchema, tiledMaskSchema]);
export type LayerMask = z.infer<typeof layerMaskSchema>;

/** Fields of a layer of any kind. */
const layerBase = {
  id: idSchema,
  name: z.string().min(1).max(200),
  /** The group that the layer lies in, or null where it lies in none. */
  parentId: idSchema.nullable(),
  visible: z.boolean(),
  opacity: z.number().min(0).max(1),
  blendMode: blendModeSchema,
  locks: locksSchema,
  mask: layerMaskSchema.nullable(),
  /** If true, nothing is ever redrawn where the layer shows. Absent means false. */
  isProtected: z.boolean().exactOptional(),
  /** The generation that drew the layer, or null where the layer was imported or made by hand. */
  generationId: idSchema.nullable(),
};

/** Colours that help people to find layers in the list. */
export const layerTags = ['none', 'red', 'orange', 'yellow', 'green', 'blue', 'violet', 'grey'] as const;
export const layerTagSchema = z.enum(layerTags);
export type LayerTag = z.infer<typeof layerTagSchema>;

/** Further fields of the kinds of layers that this studio knows. All of them may be absent. */
const layerExtras = {
  /** Absent means none. */
  tag: layerTagSchema.exactOptional(),
  /** If true, the layer shows only where the nearest unclipped layer below it shows. Absent means false. */
  clipped: z.boolean().exactOptional(),
};

/** Position and size of a layer's pixels on the page. */
const layerBox = {
  /** Natural size in pixels. */
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

/** How pixels and their mask are mirrored within the box: by `flipX` left to right, by `flipY` top to bottom. */
const layerFlips = {
  /** Absent means false. */
  flipX: z.boolean().exactOptional(),
  flipY: z.boolean().exactOptional(),
};

export const pictureLayerSchema = z.object({
  kind: z.literal('picture'),
  ...layerBase,
  ...layerExtras,
  ...layerBox,
  ...layerFlips,
  /** The layer's picture in the project's blobs, by its sha256. */
  blob: hashSchema,
  mediaType: mediaTypeSchema,
});
export type PictureLayer = z.infer<typeof pictureLayerSchema>;

/** A layer that is painted on. Its pixels are tiles, so that a stroke changes only those that it touches. */
export const paintLayerSchema = z.object({
  kind: z.literal('paint'),
  ...layerBase,
  ...layerExtras,
  ...layerBox,
  ...layerFlips,
  /** The tiles that are not clear, each place at most once. */
  tiles: z.array(paintTileSchema).max(MOST_TILES),
});
export type PaintLayer = z.infer<typeof paintLayerSchema>;

/** A layer whose pixels are kept. */
export type RasterLayer = PictureLayer | PaintLayer;

/** Words in a font. A point text is as wide as its longest line, and a box text breaks its lines. */
export const textLayerSchema = z.object({
  kind: z.literal('text'),
  ...layerBase,
  ...layerExtras,
  ...layerBox,
  ...layerFlips,
  ...textFields,
});
export type TextLayer = z.infer<typeof textLayerSchema>;

export const shapeLayerSchema = z.object({
  kind: z.literal('shape'),
  ...layerBase,
  ...layerExtras,
  ...layerBox,
  ...layerFlips,
  style: shapeStyleSchema,
});
export type ShapeLayer = z.infer<typeof shapeLayerSchema>;

/** A layer that is drawn from its data. */
export type DrawnLayer = TextLayer | ShapeLayer;

/** A layer that shows pixels of its own in a box. */
export type PixelLayer = RasterLayer | DrawnLayer;

/** A group of layers. They are composed apart from the page and then laid on it as one picture, unless they pass through. */
export const groupLayerSchema = z.object({
  kind: z.literal('group'),
  ...layerBase,
  ...layerExtras,
  /**
   * If true, the layers of the group blend with what lies below the group and adjust it, as if they lay beside the group. Its
   * opacity and its mask say how much of their effect shows, and its blend mode is not used. Absent means false.
   */
  passThrough: z.boolean().exactOptional(),
});
export type GroupLayer = z.infer<typeof groupLayerSchema>;

/** One colour or a gradient all over the page and beside it, where the mask shows it. */
export const fillLayerSchema = z.object({ kind: z.literal('fill'), ...layerBase, ...layerExtras, fill: fillSchema });
export type FillLayer = z.infer<typeof fillLayerSchema>;

/**
 * A layer without pixels of its own. It changes the colours of all that lies below it in its group, of what lies below a
 * group that passes through as well, or of the layer that it is clipped to.
 */
export const adjustmentLayerSchema = z.object({
  kind: z.literal('adjustment'),
  ...layerBase,
  ...layerExtras,
  adjustment: adjustmentSchema,
});
export type AdjustmentLayer = z.infer<typeof adjustmentLayerSchema>;

/**
 * A layer of a kind, or of a version of a kind, that this studio does not know. It is kept and listed, but not painted.
 */
export const unreadableLayerSchema = z.object({
  kind: z.literal('unreadable'),
  ...layerBase,
  recorded: recordedSchema,
  box: layerBoxSchema.nullable(),
  blob: hashSchema.nullable(),
});
export type UnreadableLayer = z.infer<typeof unreadableLayerSchema>;

export const layerSchema = z.discriminatedUnion('kind', [
  pictureLayerSchema,
  paintLayerSchema,
  textLayerSchema,
  shapeLayerSchema,
  groupLayerSchema,
  fillLayerSchema,
  adjustmentLayerSchema,
  unreadableLayerSchema,
]);
export type Layer = z.infer<typeof layerSchema>;

/** Limit of layers on one page. */
export const MOST_LAYERS = 1000;

export const pageSizeSchema = z.object({ width: side, height: side });

export const documentSchema = pageSizeSchema
  .extend({
    /** The project to which the document belongs, once it has one. No other project accepts it. */
    projectId: idSchema.exactOptional(),
    /** Whether white paper lies under the layers on screen and in exports. Models always see it. Absent means true. */
    paper: z.boolean().exactOptional(),
    /** Whether the artist chose the page's size, so that a first picture leaves it as it is. Absent means false. */
    sizeChosen: z.boolean().exactOptional(),
    /** Pixels of the page per inch of paper. Absent where nobody has said. */
    dpi: dpiSchema.exactOptional(),
    /** Layers with the same parent are listed bottom first. A group is painted at the place of its own entry. */
    layers: z.array(layerSchema).max(MOST_LAYERS),
    /** Steps of the region, oldest first. Empty where there is no region. */
    region: z.array(regionStepSchema).max(MOST_REGION_STEPS),
    /** Regions that were saved under names, in the order of saving. Absent means none. */
    savedMasks: z.array(savedMaskSchema).max(MOST_SAVED_MASKS).exactOptional(),
    /** Absent means none. */
    guides: z.array(guideSchema).max(MOST_GUIDES).exactOptional(),
  })
  .refine(({ layers }) => misplacedLayers(layers).size === 0, {
    message: 'A layer lies in a group of the same page, and never in itself.',
  });
export type PictureDocument = z.infer<typeof documentSchema>;
