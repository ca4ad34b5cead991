import { z } from 'zod';
import { dpiSchema } from './dpi.ts';
import { colourSchema } from './drawn-layers.ts';

/** What a new page is made with. The window keeps the last choices in the settings. */

/** The units in which a page is measured. */
export const lengthUnits = ['px', 'cm', 'in'] as const;
export type LengthUnit = (typeof lengthUnits)[number];

export const pageGrounds = ['white', 'transparent', 'colour'] as const;

export const newPageSettingsSchema = z.object({
  /** Whether the first picture gives the page its size. The size below is kept for the next time. */
  byFirstPicture: z.boolean(),
  /** In the unit. */
  width: z.number().positive().max(1e6),
  height: z.number().positive().max(1e6),
  unit: z.enum(lengthUnits),
  /** Pixels per inch. */
  dpi: dpiSchema,
  /** What lies under the layers. A colour is a layer of its own. */
  ground: z.enum(pageGrounds),
  colour: colourSchema,
});
export type NewPageSettings = z.infer<typeof newPageSettingsSchema>;

/** The key of the setting. */
export const NEW_PAGE_SETTING = 'new-page';

export const firstNewPage: NewPageSettings = {
  byFirstPicture: true,
  width: 1024,
  height: 1024,
  unit: 'px',
  dpi: 300,
  ground: 'white',
  colour: { red: 128, green: 128, blue: 128 },
};
