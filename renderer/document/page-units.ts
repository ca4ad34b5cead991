import type { LengthUnit } from '../../preload/contract/new-page.ts';
import type { RulerUnit } from '../../preload/contract/view-aids.ts';

/** Lengths of the page in other units than pixels. This file is pure. */

const CM_PER_INCH = 2.54;

/** Pixels of one unit of length. */
export function pixelsPer(unit: LengthUnit, dpi: number): number {
  if (unit === 'px') return 1;
  return unit === 'in' ? dpi : dpi / CM_PER_INCH;
}

/** What a unit of the rulers is measured by. */
export interface Measure {
  readonly unit: RulerUnit;
  /** Pixels per inch. */
  readonly dpi: number;
}

/**
 * Pixels of one unit of a ruler.
 * @param side the side of the page along the ruler, in pixels
 */
export function pixelsPerUnit({ unit, dpi }: Measure, side: number): number {
  return unit === 'percent' ? side / 100 : pixelsPer(unit, dpi);
}

/** The digits after the point that are shown and typed. */
export const digitsOf: Readonly<Record<RulerUnit, number>> = { px: 2, cm: 2, in: 3, percent: 2 };

/** The least distance between two numbers of a ruler. */
export const leastStep: Readonly<Record<RulerUnit, number>> = { px: 1, cm: 0.01, in: 0.01, percent: 0.01 };

/** A place of the page in a unit, with no more digits than are shown. */
export function inRulerUnit(pixels: number, measure: Measure, side: number): number {
  const power = 10 ** digitsOf[measure.unit];
  return Math.round((pixels / pixelsPerUnit(measure, side)) * power) / power;
}

/**
 * A typed place in page pixels. What is typed in another unit comes onto a whole pixel, so that what snaps to it stays as
 * sharp as it is.
 */
export function fromRulerUnit(length: number, measure: Measure, side: number): number {
  const pixels = length * pixelsPerUnit(measure, side);
  return measure.unit === 'px' ? pixels : Math.round(pixels);
}
