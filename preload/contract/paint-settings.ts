import { z } from 'zod';

/** The options of the tools that paint, as the settings keep them. */

const share = z.number().min(0).max(1);
const channel = z.int().min(0).max(255);
const colour = z.object({ red: channel, green: channel, blue: channel });

const tip = z.object({
  size: z.number().min(1).max(2000),
  hardness: share,
  flow: share,
  opacity: share,
  smoothing: share,
  pressureSize: z.boolean(),
  pressureOpacity: z.boolean(),
  tilt: z.boolean(),
  crisp: z.boolean(),
});

/** The key of the setting. */
export const PAINT_SETTING = 'paint';

export const paintSettingsSchema = z.object({
  tips: z.object({ paintbrush: tip, pencil: tip, 'paint-eraser': tip }),
  bucket: z.object({ tolerance: channel, contiguous: z.boolean(), allLayers: z.boolean(), opacity: share }),
  gradient: z.object({ shape: z.enum(['linear', 'radial']), toClear: z.boolean(), opacity: share }),
  colours: z.object({
    foreground: colour,
    background: colour,
    recent: z.array(colour).max(12),
    swatches: z.array(colour).max(48),
  }),
});
