import { z } from 'zod';
import { colourSchema } from './drawn-layers.ts';

/** What fill layers show, and what adjustment layers do to the colours below them. */

const coordinate = z.number().min(-1e6).max(1e6);
const point = z.object({ x: coordinate, y: coordinate });
const stop = colourSchema.extend({ alpha: z.number().min(0).max(1) });

export const gradientShapes = ['linear', 'radial'] as const;

export const fillSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('solid'), colour: colourSchema }),
  z.object({
    type: z.literal('gradient'),
    shape: z.enum(gradientShapes),
    /** The places of the first and of the second colour, in page pixels. A radial gradient has its middle at the first. */
    from: point,
    to: point,
    first: stop,
    second: stop,
  }),
]);
export type Fill = z.infer<typeof fillSchema>;
export type GradientFill = Extract<Fill, { type: 'gradient' }>;

const level = z.int().min(0).max(255);

/** How the values of one channel are stretched. Values are 0 to 255. */
export const channelLevelsSchema = z.object({
  /** The value that becomes `outBlack`, as does all that is darker. */
  inBlack: z.int().min(0).max(253),
  /** The value that becomes `outWhite`, as does all that is lighter. */
  inWhite: z.int().min(2).max(255),
  /** Above 1 the middle becomes lighter. */
  gamma: z.number().min(0.1).max(9.99),
  outBlack: level,
  outWhite: level,
});
export type ChannelLevels = z.infer<typeof channelLevelsSchema>;

export const levelsChannels = ['master', 'red', 'green', 'blue'] as const;
export type LevelsChannel = (typeof levelsChannels)[number];

const hundred = z.number().min(-100).max(100);

export const adjustmentSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('brightness-contrast'), brightness: hundred, contrast: hundred }),
  z.object({
    type: z.literal('hue-saturation'),
    /** In degrees. */
    hue: z.number().min(-180).max(180),
    saturation: hundred,
    lightness: hundred,
  }),
  z.object({
    type: z.literal('levels'),
    /** Of all channels, after each channel's own levels. */
    master: channelLevelsSchema,
    red: channelLevelsSchema,
    green: channelLevelsSchema,
    blue: channelLevelsSchema,
  }),
  z.object({ type: z.literal('invert') }),
]);
export type Adjustment = z.infer<typeof adjustmentSchema>;
export type AdjustmentType = Adjustment['type'];
export type LevelsAdjustment = Extract<Adjustment, { type: 'levels' }>;
export type HueSaturation = Extract<Adjustment, { type: 'hue-saturation' }>;

export const adjustmentTypes = ['brightness-contrast', 'levels', 'hue-saturation', 'invert'] as const;

const UNCHANGED: ChannelLevels = { inBlack: 0, inWhite: 255, gamma: 1, outBlack: 0, outWhite: 255 };

/** Every adjustment as it begins. All of them but the inversion change nothing then. */
export const firstAdjustments: { readonly [Type in AdjustmentType]: Extract<Adjustment, { type: Type }> } = {
  'brightness-contrast': { type: 'brightness-contrast', brightness: 0, contrast: 0 },
  'hue-saturation': { type: 'hue-saturation', hue: 0, saturation: 0, lightness: 0 },
  levels: { type: 'levels', master: UNCHANGED, red: UNCHANGED, green: UNCHANGED, blue: UNCHANGED },
  invert: { type: 'invert' },
};
