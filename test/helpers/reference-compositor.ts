import type { BlendMode } from '../../preload/contract/document.ts';

/**
 * Compositing and blending as the W3C's recommendation has it, written down from its formulas and from nothing of the
 * studio's: https://www.w3.org/TR/compositing-1/. Slow and plain. Colours are numbers from 0 to 1, not multiplied by alpha.
 */

export type Colour = readonly [red: number, green: number, blue: number];

type Separable = (backdrop: number, source: number) => number;

const multiply: Separable = (b, s) => b * s;
const screen: Separable = (b, s) => b + s - b * s;
const hardLight: Separable = (b, s) => (s <= 0.5 ? multiply(b, 2 * s) : screen(b, 2 * s - 1));

/** https://www.w3.org/TR/compositing-1/#blendingseparable */
const separable: Partial<Record<BlendMode, Separable>> = {
  normal: (_, s) => s,
  multiply,
  screen,
  overlay: (b, s) => hardLight(s, b),
  darken: Math.min,
  lighten: Math.max,
  'color-dodge': (b, s) => (b === 0 ? 0 : s === 1 ? 1 : Math.min(1, b / (1 - s))),
  'color-burn': (b, s) => (b === 1 ? 1 : s === 0 ? 0 : 1 - Math.min(1, (1 - b) / s)),
  'hard-light': hardLight,
  'soft-light': (b, s) => {
    if (s <= 0.5) return b - (1 - 2 * s) * b * (1 - b);
    const d = b <= 0.25 ? ((16 * b - 12) * b + 4) * b : Math.sqrt(b);
    return b + (2 * s - 1) * (d - b);
  },
  difference: (b, s) => Math.abs(b - s),
  exclusion: (b, s) => b + s - 2 * b * s,
};

const luminosity = ([r, g, b]: Colour) => 0.3 * r + 0.59 * g + 0.11 * b;

function clipColour(colour: Colour): Colour {
  const l = luminosity(colour);
  const least = Math.min(...colour);
  const most = Math.max(...colour);
  return colour.map((c) => {
    if (least < 0) return l + ((c - l) * l) / (l - least);
    return most > 1 ? l + ((c - l) * (1 - l)) / (most - l) : c;
  }) as unknown as Colour;
}

function setLuminosity(colour: Colour, l: number): Colour {
  const d = l - luminosity(colour);
  return clipColour(colour.map((c) => c + d) as unknown as Colour);
}

const saturation = (colour: Colour) => Math.max(...colour) - Math.min(...colour);

function setSaturation(colour: Colour, s: number): Colour {
  const least = Math.min(...colour);
  const range = saturation(colour);
  if (range === 0) return [0, 0, 0];
  return colour.map((c) => ((c - least) * s) / range) as unknown as Colour;
}

/** https://www.w3.org/TR/compositing-1/#blendingnonseparable */
const whole: Partial<Record<BlendMode, (backdrop: Colour, source: Colour) => Colour>> = {
  hue: (b, s) => setLuminosity(setSaturation(s, saturation(b)), luminosity(b)),
  saturation: (b, s) => setLuminosity(setSaturation(b, saturation(s)), luminosity(b)),
  color: (b, s) => setLuminosity(s, luminosity(b)),
  luminosity: (b, s) => setLuminosity(b, luminosity(s)),
};

export function blend(mode: BlendMode, backdrop: Colour, source: Colour): Colour {
  const one = separable[mode];
  if (one !== undefined) return backdrop.map((b, i) => one(b, source[i] ?? 0)) as unknown as Colour;
  const all = whole[mode];
  if (all === undefined) throw new Error(`There is no mode ${mode}.`);
  return all(backdrop, source);
}

/** Colour multiplied by alpha, and alpha, each from 0 to 255 and not rounded. */
export type Pixel = readonly [red: number, green: number, blue: number, alpha: number];

/** One pixel over another: https://www.w3.org/TR/compositing-1/#blending. @param coverage of mask and opacity together */
export function over(mode: BlendMode, below: Pixel, above: Pixel, coverage: number): Pixel {
  const alphaBelow = below[3] / 255;
  const alpha = (above[3] / 255) * coverage;
  const straight = ([r, g, b, a]: Pixel): Colour => (a === 0 ? [0, 0, 0] : [r / a, g / a, b / a]);
  const [backdrop, source] = [straight(below), straight(above)];
  const mixed = blend(mode, backdrop, source);
  const out = [0, 1, 2].map((i) => {
    const s = source[i] ?? 0;
    const b = backdrop[i] ?? 0;
    const own = (1 - alphaBelow) * s + alphaBelow * (mixed[i] ?? 0);
    return 255 * (alpha * own + (1 - alpha) * alphaBelow * b);
  });
  return [out[0] ?? 0, out[1] ?? 0, out[2] ?? 0, 255 * (alpha + alphaBelow - alpha * alphaBelow)];
}
