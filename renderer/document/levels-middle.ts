import type { ChannelLevels } from '../../preload/contract/adjustments.ts';

/** The place of the middle thumb of levels: the value that becomes the middle of the output. */

/** The nearest whole value that becomes the middle. */
export function middleOf({ inBlack, inWhite, gamma }: ChannelLevels): number {
  return Math.round(inBlack + (inWhite - inBlack) * 0.5 ** gamma);
}

/** The gamma at which a value becomes the middle, to hundredths. */
export function gammaAt(middle: number, { inBlack, inWhite }: ChannelLevels): number {
  const share = Math.max(1e-6, Math.min(1 - 1e-6, (middle - inBlack) / Math.max(1, inWhite - inBlack)));
  const gamma = Math.log(share) / Math.log(0.5);
  return Math.max(0.1, Math.min(9.99, Math.round(100 * gamma) / 100));
}
