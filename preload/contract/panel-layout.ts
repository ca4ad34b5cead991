import { z } from 'zod';

/** Where the side panels lie. It is the same for all projects, and is kept in the settings. */

export const panelNames = ['layers', 'describe', 'gallery', 'history'] as const;
export type PanelName = (typeof panelNames)[number];

export const dockSides = ['left', 'right'] as const;
export type DockSide = (typeof dockSides)[number];

/** Limits of the width of a side, in CSS pixels. */
export const LEAST_WIDTH = 240;
export const MOST_WIDTH = 640;

const both = <T extends z.ZodType>(schema: T) => z.object({ left: schema, right: schema });

export const panelLayoutSchema = z.object({
  /** The panels of each side in the order of their tabs. */
  panels: both(z.array(z.enum(panelNames)).max(panelNames.length)),
  /** Null where the window chooses the width. */
  widths: both(z.number().min(LEAST_WIDTH).max(MOST_WIDTH).nullable()),
  /** The panel of each side that is open; null where the first one is. */
  chosen: both(z.enum(panelNames).nullable()),
  hidden: z.boolean(),
});
export type PanelLayout = z.infer<typeof panelLayoutSchema>;

export const firstPanelLayout: PanelLayout = {
  panels: { left: [], right: [...panelNames] },
  widths: { left: null, right: null },
  chosen: { left: null, right: null },
  hidden: false,
};

/** The key of the settings under which the window keeps it. */
export const PANELS_SETTING = 'panel-layout';
