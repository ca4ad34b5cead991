import fc from 'fast-check';
import type { Adjustment, ChannelLevels, Fill } from '../../preload/contract/adjustments.ts';

/** Any fills and adjustments. */

const level = fc.nat(255);

export const anyLevels: fc.Arbitrary<ChannelLevels> = fc
  .tuple(fc.integer({ min: 0, max: 253 }), fc.nat(253), fc.integer({ min: 10, max: 999 }), fc.tuple(level, level))
  .map(([inBlack, further, gamma, [outBlack, outWhite]]) => ({
    inBlack,
    inWhite: Math.min(255, inBlack + 2 + further),
    gamma: gamma / 100,
    outBlack,
    outWhite,
  }));

const hundred = fc.integer({ min: -100, max: 99 });

export const anyAdjustment: fc.Arbitrary<Adjustment> = fc.oneof(
  fc.record({ type: fc.constant('brightness-contrast' as const), brightness: hundred, contrast: hundred }),
  fc.record({
    type: fc.constant('hue-saturation' as const),
    hue: fc.integer({ min: -180, max: 180 }),
    saturation: hundred,
    lightness: hundred,
  }),
  fc.record({
    type: fc.constant('levels' as const),
    master: anyLevels,
    red: anyLevels,
    green: anyLevels,
    blue: anyLevels,
  }),
  fc.record({ type: fc.constant('invert' as const) }),
);

export const anyColour = fc.record({ red: level, green: level, blue: level });

const point = fc.record({ x: fc.integer({ min: -20, max: 20 }), y: fc.integer({ min: -20, max: 20 }) });
const stop = fc
  .tuple(
    anyColour,
    fc.oneof(
      fc.constant(1),
      fc.nat(255).map((alpha) => alpha / 255),
    ),
  )
  .map(([colour, alpha]) => ({ ...colour, alpha }));

export const anySolid: fc.Arbitrary<Fill> = fc.record({ type: fc.constant('solid' as const), colour: anyColour });

export const anyFill: fc.Arbitrary<Fill> = fc.oneof(
  anySolid,
  fc.record({
    type: fc.constant('gradient' as const),
    shape: fc.constantFrom('linear' as const, 'radial' as const),
    from: point,
    to: point,
    first: stop,
    second: stop,
  }),
);
