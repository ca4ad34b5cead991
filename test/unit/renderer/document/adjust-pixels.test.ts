import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Adjustment, type ChannelLevels, firstAdjustments } from '../../../../preload/contract/adjustments.ts';
import { adjustPixels, changesNothing, mixColours } from '../../../../renderer/document/adjust-pixels.ts';
import { anyAdjustment, anyLevels } from '../../../helpers/adjustments.ts';
import { adjusted } from '../../../helpers/reference-adjustments.ts';

const pixels = fc
  .integer({ min: 1, max: 40 })
  .chain((count) => fc.array(fc.nat(255), { minLength: 4 * count, maxLength: 4 * count }));

function after(rgba: readonly number[], ...adjustments: readonly Adjustment[]): number[] {
  const changed = Uint8ClampedArray.from(rgba);
  for (const adjustment of adjustments) adjustPixels(changed, adjustment);
  return [...changed];
}

test('every adjustment gives what its formula says, within the rounding, and keeps alpha', () => {
  fc.assert(
    fc.property(anyAdjustment, pixels, (adjustment, rgba) => {
      const found = after(rgba, adjustment);
      for (let at = 0; at < rgba.length; at += 4) {
        const [r = 0, g = 0, b = 0, a] = rgba.slice(at, at + 4);
        const wanted = adjusted(adjustment, [r / 255, g / 255, b / 255]);
        wanted.forEach((value, channel) => {
          expect(Math.abs(255 * value - (found[at + channel] ?? 0))).toBeLessThanOrEqual(0.501);
        });
        expect(found[at + 3]).toBe(a);
      }
    }),
    { numRuns: 400 },
  );
});

test('an adjustment as it begins changes nothing, except for the inversion', () => {
  const grey = Array.from({ length: 256 }, (_, value) => [value, 255 - value, (7 * value) % 256, value]).flat();
  for (const adjustment of Object.values(firstAdjustments)) {
    expect(changesNothing(adjustment)).toBe(adjustment.type !== 'invert');
    if (adjustment.type !== 'invert') expect(after(grey, adjustment)).toEqual(grey);
  }
});

test('what changes nothing leaves every colour, and what leaves every colour changes nothing', () => {
  const colours = Array.from({ length: 4096 }, (_, at) => [17 * (at >> 8), 17 * ((at >> 4) & 15), 17 * (at & 15), 255]);
  const channels = Array.from({ length: 256 }, (_, value) => [value, value, value, 255]);
  const all = [...colours, ...channels].flat();
  fc.assert(
    fc.property(anyAdjustment, (adjustment) => {
      if (changesNothing(adjustment)) expect(after(all, adjustment)).toEqual(all);
    }),
  );
  expect(changesNothing({ type: 'brightness-contrast', brightness: 1, contrast: 0 })).toBe(false);
  expect(changesNothing({ type: 'hue-saturation', hue: 0, saturation: 0, lightness: -1 })).toBe(false);
});

test('inverting twice gives the same picture', () => {
  fc.assert(
    fc.property(pixels, (rgba) => {
      expect(after(rgba, { type: 'invert' }, { type: 'invert' })).toEqual(rgba);
    }),
  );
});

test('a whole turn of the hue gives the same picture, and half a turn is the same in both directions', () => {
  const turned = (hue: number): Adjustment => ({ type: 'hue-saturation', hue, saturation: 0, lightness: 0 });
  fc.assert(
    fc.property(pixels, (rgba) => {
      expect(after(rgba, turned(360))).toEqual(rgba);
      expect(after(rgba, turned(-360))).toEqual(rgba);
      expect(after(rgba, turned(180))).toEqual(after(rgba, turned(-180)));
    }),
  );
});

test('three thirds of a turn take red to green, to blue and back', () => {
  const third: Adjustment = { type: 'hue-saturation', hue: 120, saturation: 0, lightness: 0 };
  expect(after([255, 0, 0, 255], third)).toEqual([0, 255, 0, 255]);
  expect(after([255, 0, 0, 255], third, third)).toEqual([0, 0, 255, 255]);
  expect(after([200, 30, 90, 128], third, third, third)).toEqual([200, 30, 90, 128]);
});

test('no saturation leaves a grey of the same lightness, and the lightness ends in black and white', () => {
  const by = (saturation: number, lightness: number): Adjustment => ({
    type: 'hue-saturation',
    hue: 0,
    saturation,
    lightness,
  });
  expect(after([200, 100, 50, 255], by(-100, 0))).toEqual([125, 125, 125, 255]);
  expect(after([200, 100, 50, 255], by(0, 100))).toEqual([255, 255, 255, 255]);
  expect(after([200, 100, 50, 255], by(0, -100))).toEqual([0, 0, 0, 255]);
});

test('levels keep the order of values, or reverse it where the output is reversed', () => {
  fc.assert(
    fc.property(anyLevels, (levels) => {
      const { master } = firstAdjustments.levels;
      const values = Array.from({ length: 256 }, (_, value) => [value, 0, 0, 255]).flat();
      const found = after(values, { type: 'levels', master, red: levels, green: master, blue: master });
      const red = found.filter((_, at) => at % 4 === 0);
      const rises = levels.outWhite >= levels.outBlack;
      for (let at = 1; at < red.length; at++) {
        const step = (red[at] ?? 0) - (red[at - 1] ?? 0);
        expect(rises ? step >= 0 : step <= 0).toBe(true);
      }
      expect([red[0], red[255]]).toEqual([levels.outBlack, levels.outWhite]);
    }),
  );
});

test('levels stretch between black and white, and a gamma of 2 lifts the middle', () => {
  const with_ = (master: Partial<ChannelLevels>): Adjustment => ({
    ...firstAdjustments.levels,
    master: { ...firstAdjustments.levels.master, ...master },
  });
  expect(after([50, 100, 150, 9], with_({ inBlack: 50, inWhite: 150 }))).toEqual([0, 128, 255, 9]);
  expect(after([64, 64, 64, 255], with_({ gamma: 2 })).slice(0, 1)).toEqual([128]);
});

test('contrast keeps the middle, brightness is added, and full contrast leaves black and white', () => {
  const by = (brightness: number, contrast: number): Adjustment => ({
    type: 'brightness-contrast',
    brightness,
    contrast,
  });
  expect(after([127, 27, 227, 255], by(0, 50))).toEqual([127, 0, 255, 255]);
  expect(after([127, 27, 227, 255], by(0, -50))).toEqual([127, 77, 177, 255]);
  expect(after([100, 10, 250, 255], by(20, 0))).toEqual([120, 30, 255, 255]);
  expect(after([126, 127, 128, 255], by(0, 100))).toEqual([0, 127, 255, 255]);
});

test('colours are mixed by opacity and mask, and alpha stays', () => {
  const below = Uint8ClampedArray.from([0, 100, 200, 50, 0, 100, 200, 60]);
  mixColours(
    below,
    Uint8ClampedArray.from([100, 100, 0, 1, 100, 100, 0, 1]),
    0.5,
    Uint8ClampedArray.from([0, 0, 0, 255, 0, 0, 0, 0]),
  );
  expect([...below]).toEqual([50, 100, 100, 50, 0, 100, 200, 60]);
});
