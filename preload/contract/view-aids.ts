import { z } from 'zod';
import { dpiSchema } from './dpi.ts';
import { lengthUnits } from './new-page.ts';

/** The units of the rulers, and of guides that are placed by number. */
export const rulerUnits = [...lengthUnits, 'percent'] as const;
export type RulerUnit = (typeof rulerUnits)[number];

/** What helps with measuring and aligning on the canvas. It is the same for all projects, and is kept in the settings. */
export const viewAidsSchema = z.object({
  rulers: z.boolean(),
  /** Whether the guides are shown. Hidden ones attract nothing. */
  guides: z.boolean(),
  /** Whether the guides stay in their places when they are pressed. */
  guidesLocked: z.boolean(),
  grid: z.boolean(),
  /** Page pixels between two strong lines of the grid. */
  gridSpacing: z.int().min(2).max(4096),
  /** Into how many parts faint lines divide the space between two strong ones. */
  gridDivisions: z.int().min(1).max(64),
  /** Whether the borders of pixels are shown where they are large on the screen. */
  pixelGrid: z.boolean(),
  /** Whether what is dragged moves to lines near it. */
  snapping: z.boolean(),
  /** Whether the panels show a small picture of the page with the part that is in sight. */
  navigator: z.boolean(),
  unit: z.enum(rulerUnits),
  /** Pixels per inch of a page that has no resolution of its own. */
  dpi: dpiSchema,
});
export type ViewAids = z.infer<typeof viewAidsSchema>;

/** The aids that are on or off. */
export type ViewSwitch = 'rulers' | 'guides' | 'guidesLocked' | 'grid' | 'pixelGrid' | 'snapping' | 'navigator';

export const firstAids: ViewAids = {
  rulers: false,
  guides: true,
  guidesLocked: false,
  grid: false,
  gridSpacing: 64,
  gridDivisions: 4,
  pixelGrid: true,
  snapping: true,
  navigator: false,
  unit: 'px',
  dpi: 300,
};

/** The key of the settings under which the window keeps them. */
export const VIEW_SETTING = 'view-aids';
