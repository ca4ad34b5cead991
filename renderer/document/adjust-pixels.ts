import type { Adjustment, ChannelLevels, HueSaturation, LevelsAdjustment } from '../../preload/contract/adjustments.ts';

/**
 * What adjustments do to colours. All of it works on straight RGBA of 8 bits, and leaves alpha as it is. What can be
 * computed once for all pixels is a table.
 */

/** Changes pixels in place. */
type Adjust = (rgba: Uint8ClampedArray) => void;

/** Adjustments are never changed in place, so the tables of each are made once. */
const made = new WeakMap<Adjustment, Adjust>();

/** Adjusts the colours of straight RGBA in place. */
export function adjustPixels(rgba: Uint8ClampedArray, adjustment: Adjustment): void {
  let adjust = made.get(adjustment);
  if (adjust === undefined) {
    adjust = adjustOf(adjustment);
    made.set(adjustment, adjust);
  }
  adjust(rgba);
}

function adjustOf(adjustment: Adjustment): Adjust {
  if (adjustment.type === 'hue-saturation') return byHue(adjustment);
  return byTables(tablesOf(adjustment));
}

/** The new value of each value of a channel, for red, green and blue. */
type Tables = readonly [Uint8ClampedArray, Uint8ClampedArray, Uint8ClampedArray];

function byTables([red, green, blue]: Tables): Adjust {
  return (rgba) => {
    for (let at = 0; at < rgba.length; at += 4) {
      rgba[at] = red[rgba[at] as number] as number;
      rgba[at + 1] = green[rgba[at + 1] as number] as number;
      rgba[at + 2] = blue[rgba[at + 2] as number] as number;
    }
  };
}

function tablesOf(adjustment: Exclude<Adjustment, HueSaturation>): Tables {
  if (adjustment.type === 'levels') return levelsTables(adjustment);
  const one = tableOf(
    adjustment.type === 'invert'
      ? (value) => 255 - value
      : brightened(adjustment.brightness / 100, adjustment.contrast / 100),
  );
  return [one, one, one];
}

/** A clamped array rounds to the nearest whole number and keeps to 0 to 255. */
function tableOf(map: (value: number) => number): Uint8ClampedArray {
  return Uint8ClampedArray.from({ length: 256 }, (_, value) => map(value));
}

/** The middle that contrast keeps: what Photoshop writes as the "mean value" of this adjustment. */
const MIDDLE = 127;
/** Slopes beyond this give black and white alone. */
const STEEPEST = 255;

/**
 * Photoshop's "legacy" brightness and contrast, which PSD files have as `brit`: brightness is added, and contrast is a
 * slope through the middle. A positive contrast comes after the brightness, and a negative one before it. The slope of a
 * negative contrast is 1 + c, and that of a positive one 1 / (1 - c).
 * @param brightness -1 to 1, for -100 to 100 levels
 */
function brightened(brightness: number, contrast: number): (value: number) => number {
  const added = 100 * brightness;
  const slope = contrast < 0 ? 1 + contrast : Math.min(STEEPEST, 1 / Math.max(1e-9, 1 - contrast));
  const stretched = (value: number) => MIDDLE + (value - MIDDLE) * slope;
  return contrast > 0 ? (value) => stretched(value + added) : (value) => stretched(value) + added;
}

function levelsTables({ master, red, green, blue }: LevelsAdjustment): Tables {
  const all = levelled(master);
  const table = (own: ChannelLevels) => {
    const first = levelled(own);
    return tableOf((value) => all(first(value)));
  };
  return [table(red), table(green), table(blue)];
}

/**
 * Levels as Photoshop and GIMP have them (`gimpoperationlevels.c`): the input is stretched, bent by the gamma and laid
 * into the range of the output. A channel's own levels come before those of all channels.
 */
function levelled({ inBlack, inWhite, gamma, outBlack, outWhite }: ChannelLevels): (value: number) => number {
  const range = Math.max(1, inWhite - inBlack);
  return (value) => {
    const share = Math.max(0, Math.min(1, (value - inBlack) / range));
    return outBlack + share ** (1 / gamma) * (outWhite - outBlack);
  };
}

/**
 * Hue, saturation and lightness of the HSL model (https://www.w3.org/TR/css-color-4/#hsl-to-rgb): the hue is turned, the
 * saturation multiplied, and the lightness moved towards black or white by its share, as GIMP's
 * `gimpoperationhuesaturation.c` does. Turning the hue changes only the order and the share of the three channels.
 * The new largest and smallest channel follow from the old ones alone, and are therefore tables.
 */
function byHue({ hue, saturation, lightness }: HueSaturation): Adjust {
  const { largest, smallest } = extremes(1 + saturation / 100, lightness / 100);
  const turn = (((hue / 60) % 6) + 6) % 6;
  return (rgba) => {
    for (let at = 0; at < rgba.length; at += 4) {
      const r = rgba[at] as number;
      const g = rgba[at + 1] as number;
      const b = rgba[at + 2] as number;
      const most = Math.max(r, g, b);
      const least = Math.min(r, g, b);
      const place = (most << 8) | least;
      const top = largest[place] as number;
      if (most === least) {
        rgba[at] = rgba[at + 1] = rgba[at + 2] = top;
        continue;
      }
      const low = smallest[place] as number;
      const chroma = most - least;
      // The hue in sixths of a turn, from red at 0.
      let sixth =
        turn +
        (most === r ? (g - b) / chroma + (g < b ? 6 : 0) : most === g ? (b - r) / chroma + 2 : (r - g) / chroma + 4);
      if (sixth >= 6) sixth -= 6;
      const sector = Math.floor(sixth);
      const share = sixth - sector;
      const between = low + (top - low) * (sector % 2 === 0 ? share : 1 - share);
      rgba[at] = sector === 0 || sector === 5 ? top : sector === 1 || sector === 4 ? between : low;
      rgba[at + 1] = sector === 1 || sector === 2 ? top : sector === 0 || sector === 3 ? between : low;
      rgba[at + 2] = sector === 3 || sector === 4 ? top : sector === 2 || sector === 5 ? between : low;
    }
  };
}

/** The new largest and smallest channel of each colour, by `256 * largest + smallest`. */
function extremes(saturate: number, lighten: number) {
  const largest = new Float32Array(256 * 256);
  const smallest = new Float32Array(256 * 256);
  for (let most = 0; most < 256; most++) {
    for (let least = 0; least <= most; least++) {
      const lightness = (most + least) / 510;
      const room = 1 - Math.abs(2 * lightness - 1);
      const saturation = room === 0 ? 0 : Math.min(1, ((most - least) / 255 / room) * saturate);
      const moved = lighten < 0 ? lightness * (1 + lighten) : lightness + lighten * (1 - lightness);
      const half = (saturation * (1 - Math.abs(2 * moved - 1))) / 2;
      largest[256 * most + least] = 255 * (moved + half);
      smallest[256 * most + least] = 255 * (moved - half);
    }
  }
  return { largest, smallest };
}

/**
 * Mixes adjusted colours into the colours that were there, which take the result. Alpha stays.
 * @param opacity 0 to 1
 * @param mask RGBA whose alpha says how far each pixel is adjusted; null for all of them
 */
export function mixColours(
  below: Uint8ClampedArray,
  above: Uint8ClampedArray,
  opacity: number,
  mask: Uint8ClampedArray | null,
): void {
  for (let at = 0; at < below.length; at += 4) {
    const share = mask === null ? opacity : (opacity * (mask[at + 3] as number)) / 255;
    if (share === 0) continue;
    for (let channel = at; channel < at + 3; channel++) {
      const was = below[channel] as number;
      below[channel] = was + ((above[channel] as number) - was) * share;
    }
  }
}

/** Whether an adjustment leaves every colour as it is. */
export function changesNothing(adjustment: Adjustment): boolean {
  if (adjustment.type === 'invert') return false;
  if (adjustment.type === 'hue-saturation') {
    return adjustment.hue % 360 === 0 && adjustment.saturation === 0 && adjustment.lightness === 0;
  }
  return tablesOf(adjustment).every((table) => table.every((value, at) => value === at));
}
