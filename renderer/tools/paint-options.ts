import type { Colour, Tip } from '../document/paint.ts';

/** The options of the tools that paint, and the colours. They are the same for all projects, and kept. */

export const tipTools = ['paintbrush', 'pencil', 'paint-eraser'] as const;
/** The tools that paint with a tip. */
export type TipTool = (typeof tipTools)[number];

export interface BucketOptions {
  /** The greatest difference per channel from the colour at the pointer, 0 to 255. */
  readonly tolerance: number;
  /** Whether to fill only the area that is connected to the pointer's place. */
  readonly contiguous: boolean;
  /** Whether to compare the visible picture, and not the chosen layer alone. */
  readonly allLayers: boolean;
  readonly opacity: number;
}

export const gradientShapes = ['linear', 'radial'] as const;

export interface GradientOptions {
  readonly shape: (typeof gradientShapes)[number];
  /** Whether the gradient ends clear, and not in the background colour. */
  readonly toClear: boolean;
  readonly opacity: number;
}

export interface PaintColours {
  readonly foreground: Colour;
  readonly background: Colour;
  /** The latest that were painted with, the last one first. */
  readonly recent: readonly Colour[];
  /** Those that the artist has kept. */
  readonly swatches: readonly Colour[];
}

export interface PaintOptions {
  readonly tips: Readonly<Record<TipTool, Tip>>;
  readonly bucket: BucketOptions;
  readonly gradient: GradientOptions;
  readonly colours: PaintColours;
}

const BLACK: Colour = { red: 0, green: 0, blue: 0 };
const WHITE: Colour = { red: 255, green: 255, blue: 255 };

const tip: Tip = {
  size: 24,
  hardness: 0.8,
  flow: 1,
  opacity: 1,
  smoothing: 0.2,
  pressureSize: true,
  pressureOpacity: false,
  tilt: false,
  crisp: false,
};

export const firstPaint: PaintOptions = {
  tips: {
    paintbrush: tip,
    pencil: { ...tip, size: 3, hardness: 1, smoothing: 0, crisp: true },
    'paint-eraser': { ...tip, size: 48 },
  },
  bucket: { tolerance: 32, contiguous: true, allLayers: true, opacity: 1 },
  gradient: { shape: 'linear', toClear: false, opacity: 1 },
  colours: { foreground: BLACK, background: WHITE, recent: [], swatches: [] },
};

export function isTipTool(tool: string): tool is TipTool {
  return tipTools.some((one) => one === tool);
}

export function sameColour(a: Colour, b: Colour): boolean {
  return a.red === b.red && a.green === b.green && a.blue === b.blue;
}

export function swapped(colours: PaintColours): PaintColours {
  return { ...colours, foreground: colours.background, background: colours.foreground };
}

/** Black on white. */
export function plain(colours: PaintColours): PaintColours {
  return { ...colours, foreground: BLACK, background: WHITE };
}

const MOST_RECENT = 12;

export function used(colours: PaintColours, colour: Colour): PaintColours {
  const [last] = colours.recent;
  if (last !== undefined && sameColour(last, colour)) return colours;
  const others = colours.recent.filter((one) => !sameColour(one, colour));
  return { ...colours, recent: [colour, ...others].slice(0, MOST_RECENT) };
}

const MOST_SWATCHES = 48;

/** Keeps a colour, or lets it go where it is kept already. */
export function toggledSwatch(colours: PaintColours, colour: Colour): PaintColours {
  const others = colours.swatches.filter((one) => !sameColour(one, colour));
  const known = others.length < colours.swatches.length;
  return { ...colours, swatches: known ? others : [...others, colour].slice(-MOST_SWATCHES) };
}

const QUARTER = 0.25;

/** One step of Shift+[ or Shift+]. */
export function stepHardness({ hardness }: Tip, direction: 1 | -1): number {
  return Math.max(0, Math.min(1, Math.round(hardness / QUARTER + direction) * QUARTER));
}
