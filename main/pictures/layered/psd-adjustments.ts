import type { AdjustmentLayer, HueSaturationAdjustmentChannel, Layer, LevelsAdjustmentChannel } from 'ag-psd';
import type { Adjustment, ChannelLevels, Fill } from '../../../preload/contract/adjustments.ts';

/** Adjustments and fills as Photoshop files hold them. */

/** An adjustment of a file, and whether it does the same here; null where the studio has none like it. */
export interface ReadAdjustment {
  readonly adjustment: Adjustment;
  readonly isSame: boolean;
}

export function adjustmentOfPsd(psd: AdjustmentLayer): ReadAdjustment | null {
  if (psd.type === 'invert') return { adjustment: { type: 'invert' }, isSame: true };
  if (psd.type === 'brightness/contrast') {
    const { brightness = 0, contrast = 0, useLegacy = false } = psd;
    const adjustment: Adjustment = {
      type: 'brightness-contrast',
      brightness: within(brightness, -100, 100),
      contrast: within(contrast, -100, 100),
    };
    // The newer kind bends the values, by a curve that is not published.
    return { adjustment, isSame: useLegacy || (brightness === 0 && contrast === 0) };
  }
  if (psd.type === 'hue/saturation') {
    const { a = 0, hue = 0, saturation = 0, lightness = 0 } = psd.master ?? {};
    // The library reads as `a` what says in its upper byte whether all is given one hue.
    if (a >> 8 !== 0) return null;
    const adjustment: Adjustment = {
      type: 'hue-saturation',
      hue: within(hue, -180, 180),
      saturation: within(saturation, -100, 100),
      lightness: within(lightness, -100, 100),
    };
    const ranges = [psd.reds, psd.yellows, psd.greens, psd.cyans, psd.blues, psd.magentas];
    return { adjustment, isSame: ranges.every(changesNothing) };
  }
  if (psd.type !== 'levels') return null;
  const { rgb, red, green, blue } = psd;
  const adjustment: Adjustment = {
    type: 'levels',
    master: levelsOfPsd(rgb),
    red: levelsOfPsd(red),
    green: levelsOfPsd(green),
    blue: levelsOfPsd(blue),
  };
  return { adjustment, isSame: true };
}

const within = (value: number, least: number, most: number) => Math.max(least, Math.min(most, value));

function changesNothing(range: HueSaturationAdjustmentChannel | undefined): boolean {
  return range === undefined || (range.hue === 0 && range.saturation === 0 && range.lightness === 0);
}

function levelsOfPsd(channel: LevelsAdjustmentChannel | undefined): ChannelLevels {
  const {
    shadowInput = 0,
    highlightInput = 255,
    midtoneInput = 1,
    shadowOutput = 0,
    highlightOutput = 255,
  } = channel ?? {};
  const inBlack = within(shadowInput, 0, 253);
  return {
    inBlack,
    inWhite: within(highlightInput, inBlack + 2, 255),
    gamma: within(midtoneInput, 0.1, 9.99),
    outBlack: within(shadowOutput, 0, 255),
    outWhite: within(highlightOutput, 0, 255),
  };
}

/** The limits in degrees between which Photoshop's ranges of hue act, as it writes them itself. */
const RANGES = {
  reds: [315, 345, 15, 45],
  yellows: [15, 45, 75, 105],
  greens: [75, 105, 135, 165],
  cyans: [135, 165, 195, 225],
  blues: [195, 225, 255, 285],
  magentas: [255, 285, 315, 345],
} as const;

export function psdAdjustmentOf(adjustment: Adjustment): AdjustmentLayer {
  switch (adjustment.type) {
    case 'invert':
      return { type: 'invert' };
    case 'brightness-contrast': {
      // The file holds whole numbers.
      const [brightness, contrast] = [Math.round(adjustment.brightness), Math.round(adjustment.contrast)];
      return { type: 'brightness/contrast', brightness, contrast, meanValue: 127, useLegacy: true };
    }
    case 'hue-saturation': {
      const { hue, saturation, lightness } = adjustment;
      const own = { hue: Math.round(hue), saturation: Math.round(saturation), lightness: Math.round(lightness) };
      const unchanged = { hue: 0, saturation: 0, lightness: 0 };
      const ranges = Object.entries(RANGES).map(([name, [a, b, c, d]]) => [name, { a, b, c, d, ...unchanged }]);
      return { type: 'hue/saturation', master: { a: 0, b: 0, c: 0, d: 0, ...own }, ...Object.fromEntries(ranges) };
    }
    case 'levels': {
      const { master, red, green, blue } = adjustment;
      return {
        type: 'levels',
        rgb: psdLevelsOf(master),
        red: psdLevelsOf(red),
        green: psdLevelsOf(green),
        blue: psdLevelsOf(blue),
      };
    }
  }
}

const psdLevelsOf = ({ inBlack, inWhite, gamma, outBlack, outWhite }: ChannelLevels): LevelsAdjustmentChannel => ({
  shadowInput: inBlack,
  highlightInput: inWhite,
  midtoneInput: gamma,
  shadowOutput: outBlack,
  highlightOutput: outWhite,
});

/** The fill of a layer without pixels; null where the studio has none like it. */
export function fillOfPsd({ vectorFill, vectorMask, vectorStroke }: Layer): Fill | null {
  if (vectorMask !== undefined || vectorStroke !== undefined || vectorFill?.type !== 'color') return null;
  const { color } = vectorFill;
  if (!('r' in color)) return null;
  const channel = (value: number) => within(Math.round(value), 0, 255);
  return { type: 'solid', colour: { red: channel(color.r), green: channel(color.g), blue: channel(color.b) } };
}

/** A fill as the file holds it. Gradients are written as pixels, since Photoshop does not say where it lays theirs. */
export function psdFillOf(fill: Fill): NonNullable<Layer['vectorFill']> {
  if (fill.type !== 'solid') throw new Error('A gradient comes as pixels.');
  const { red: r, green: g, blue: b } = fill.colour;
  return { type: 'color', color: { r, g, b } };
}
