import type { Adjustment, ChannelLevels } from '../../preload/contract/adjustments.ts';
import type { Colour } from './reference-compositor.ts';

/**
 * Adjustments written down from their formulas, one colour at a time, and from nothing of the studio's. Slow and plain.
 * Colours are numbers from 0 to 1.
 */

const inRange = (value: number) => Math.max(0, Math.min(1, value));

/** https://www.w3.org/TR/css-color-4/#rgb-to-hsl, with the hue in turns */
function hslOf([red, green, blue]: Colour): readonly [hue: number, saturation: number, lightness: number] {
  const most = Math.max(red, green, blue);
  const least = Math.min(red, green, blue);
  const range = most - least;
  const lightness = (most + least) / 2;
  if (range === 0) return [0, 0, lightness];
  const saturation = (most - lightness) / Math.min(lightness, 1 - lightness);
  const sixths =
    most === red ? (green - blue) / range : most === green ? (blue - red) / range + 2 : (red - green) / range + 4;
  return [sixths / 6, saturation, lightness];
}

/** https://www.w3.org/TR/css-color-4/#hsl-to-rgb */
function rgbOf(hue: number, saturation: number, lightness: number): Colour {
  const channel = (n: number) => {
    const k = (((n + hue * 12) % 12) + 12) % 12;
    return lightness - saturation * Math.min(lightness, 1 - lightness) * Math.max(-1, Math.min(k - 3, 9 - k, 1));
  };
  return [channel(0), channel(8), channel(4)];
}

function levelled(value: number, { inBlack, inWhite, gamma, outBlack, outWhite }: ChannelLevels): number {
  const stretched = inRange((255 * value - inBlack) / (inWhite - inBlack));
  return (outBlack + stretched ** (1 / gamma) * (outWhite - outBlack)) / 255;
}

export function adjusted(adjustment: Adjustment, colour: Colour): Colour {
  const { type } = adjustment;
  if (type === 'invert') return colour.map((value) => 1 - value) as unknown as Colour;
  if (type === 'levels') {
    const own = [adjustment.red, adjustment.green, adjustment.blue] as const;
    return colour.map((value, at) =>
      levelled(levelled(value, own[at] ?? own[0]), adjustment.master),
    ) as unknown as Colour;
  }
  if (type === 'hue-saturation') {
    const [hue, saturation, lightness] = hslOf(colour);
    const by = adjustment.lightness / 100;
    const moved = by < 0 ? lightness * (1 + by) : lightness + by * (1 - lightness);
    return rgbOf(hue + adjustment.hue / 360, inRange(saturation * (1 + adjustment.saturation / 100)), moved);
  }
  const { brightness, contrast } = adjustment;
  return colour.map((value) => {
    const level = 255 * value;
    const stretch = (one: number) => 127 + (one - 127) * (contrast < 0 ? 1 + contrast / 100 : 100 / (100 - contrast));
    return inRange((contrast > 0 ? stretch(level + brightness) : stretch(level) + brightness) / 255);
  }) as unknown as Colour;
}
