/** The fixed world of scenes: its words, colours and sizes, and what its relations and places mean. */
import { z } from 'zod';

const hex = z.string().regex(/^#[0-9A-Fa-f]{6}$/);

const worldSchema = z.object({
  colours: z.record(z.string(), hex),
  grounds: z.record(z.string(), hex).default({}),
  shapes: z.array(z.string()),
  things: z.record(z.string(), z.object({ icon: z.string(), plural: z.string() })),
  styles: z.record(z.string(), z.string()),
  defaultStyle: z.string(),
  sizes: z.record(z.string(), z.number()),
  places: z.array(z.string()),
});

/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [number, number, number];

/** The world of world.json: what pictures may show, and its words. */
export interface World {
  readonly colours: ReadonlyMap<string, Rgb>;
  /** Colours that a plain ground may have besides. */
  readonly grounds: ReadonlyMap<string, Rgb>;
  readonly shapes: readonly string[];
  /** Name to the name of its icon. */
  readonly things: ReadonlyMap<string, string>;
  readonly styles: readonly string[];
  readonly defaultStyle: string;
  /** Name to the side of the box, as a share of the picture's. */
  readonly sizes: ReadonlyMap<string, number>;
  readonly places: readonly string[];
  readonly plurals: ReadonlyMap<string, string>;
}

/** How one thing can lie to another. */
export const RELATIONS = ['left of', 'right of', 'above', 'below'] as const;
/** One of `RELATIONS`. */
export type Relation = (typeof RELATIONS)[number];

/** The relation seen from the other thing. */
export const OPPOSITE: Readonly<Record<Relation, Relation>> = {
  'left of': 'right of',
  'right of': 'left of',
  above: 'below',
  below: 'above',
};

/** @param json the parsed world.json @throws ZodError where it is none */
export function parseWorld(json: unknown): World {
  const raw = worldSchema.parse(json);
  const things = Object.entries(raw.things);
  return {
    colours: coloursOf(raw.colours),
    grounds: coloursOf(raw.grounds),
    shapes: raw.shapes,
    things: new Map(things.map(([name, thing]) => [name, thing.icon])),
    styles: Object.keys(raw.styles),
    defaultStyle: raw.defaultStyle,
    sizes: new Map(Object.entries(raw.sizes)),
    places: raw.places,
    plurals: new Map([
      ...raw.shapes.map((shape) => [shape, `${shape}s`] as const),
      ...things.map(([name, thing]) => [name, thing.plural] as const),
    ]),
  };
}

function coloursOf(codes: Readonly<Record<string, string>>): ReadonlyMap<string, Rgb> {
  return new Map(Object.entries(codes).map(([name, code]) => [name, rgbOf(code)]));
}

function rgbOf(code: string): Rgb {
  const value = Number.parseInt(code.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** Euclidean distance in RGB, 0 to 441. */
export function colourDistance(a: Rgb, b: Rgb): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

/**
 * The nearest named colour, or null where none is near. Orange and yellow, the nearest neighbours,
 * are 74 apart, so that a little more than half of that still belongs to one of them alone.
 */
export function nameColour(world: World, rgb: Rgb, reach = 42): string | null {
  return nearest(world.colours, rgb, reach);
}

/** The same of a plain ground: the colours that only grounds have lie more than twice the reach from the others. */
export function nameGround(world: World, rgb: Rgb, reach = 42): string | null {
  return nearest([...world.colours, ...world.grounds], rgb, reach);
}

function nearest(colours: Iterable<readonly [string, Rgb]>, rgb: Rgb, reach: number): string | null {
  let best: string | null = null;
  let least = reach;
  for (const [name, named] of colours) {
    const distance = colourDistance(rgb, named);
    if (distance <= least) {
      best = name;
      least = distance;
    }
  }
  return best;
}

/** A centre, as shares of the picture's width and height. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** How the first stands to the second, or null where neither axis is clear (world.json, "relations"). */
export function relationBetween(first: Spot, second: Spot): Relation | null {
  const dx = first.x - second.x;
  const dy = first.y - second.y;
  if (Math.abs(dx) > Math.abs(dy) && Math.abs(dx) >= 0.15) return dx < 0 ? 'left of' : 'right of';
  if (Math.abs(dy) > Math.abs(dx) && Math.abs(dy) >= 0.15) return dy < 0 ? 'above' : 'below';
  return null;
}

/** The named ninth of the picture in which the centre lies. */
export function placeOf({ x, y }: Spot): string {
  const row = y < 1 / 3 ? 'top' : y > 2 / 3 ? 'bottom' : '';
  const column = x < 1 / 3 ? 'left' : x > 2 / 3 ? 'right' : '';
  return `${row} ${column}`.trim() || 'centre';
}

/** The size whose side is nearest. @param side share of the picture's */
export function sizeOf(world: World, side: number): string {
  let best = '';
  let least = Number.POSITIVE_INFINITY;
  for (const [name, nominal] of world.sizes) {
    if (Math.abs(side - nominal) < least) {
      best = name;
      least = Math.abs(side - nominal);
    }
  }
  return best;
}

/** "a" or "an". */
export function article(word: string): string {
  return /^[aeiou]/.test(word) ? 'an' : 'a';
}

/** The words of a plain background or a gradient. */
export function backgroundWords(start: string, end: string | null): string {
  return end === null ? `${article(start)} ${start} background` : `a gradient from ${start} to ${end}`;
}
