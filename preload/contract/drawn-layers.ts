import { z } from 'zod';

/** What text and shapes look like. They are kept as data and drawn wherever they are shown. */

const channel = z.int().min(0).max(255);
export const colourSchema = z.object({ red: channel, green: channel, blue: channel });

export const textAligns = ['left', 'center', 'right'] as const;

/** Limits of the size of a text, in pixels. */
export const SMALLEST_TEXT = 1;
export const LARGEST_TEXT = 2000;

export const textStyleSchema = z.object({
  /** A font of the system. Where it is missing, another one is shown. */
  family: z.string().min(1).max(200),
  /** In pixels of the layer. */
  size: z.number().min(SMALLEST_TEXT).max(LARGEST_TEXT),
  bold: z.boolean(),
  italic: z.boolean(),
  colour: colourSchema,
  align: z.enum(textAligns),
  /** The distance of two lines, in sizes of the font. */
  lineHeight: z.number().min(0.5).max(5),
});
export type TextStyle = z.infer<typeof textStyleSchema>;

/** Limit of the letters of one text. */
export const MOST_LETTERS = 20_000;

export const textFields = {
  text: z.string().min(1).max(MOST_LETTERS),
  style: textStyleSchema,
  /** Whether lines end at the right side of the box. Otherwise the box is as wide as its longest line. */
  wraps: z.boolean(),
};

export const shapeForms = ['rectangle', 'ellipse', 'polygon', 'line'] as const;
export type ShapeForm = (typeof shapeForms)[number];

/**
 * The look of a shape. It fills its box, the stroke included, and a line lies along the middle of its box. All lengths
 * are pixels of the layer.
 */
export const shapeStyleSchema = z.object({
  form: z.enum(shapeForms),
  /** Null for none. A line has only its stroke. */
  fill: colourSchema.nullable(),
  stroke: colourSchema.nullable(),
  strokeWidth: z.number().min(0).max(1000),
  /** The radius of the corners of a rectangle. */
  radius: z.number().min(0).max(10_000),
  /** The number of sides of a polygon. */
  sides: z.int().min(3).max(60),
});
export type ShapeStyle = z.infer<typeof shapeStyleSchema>;
