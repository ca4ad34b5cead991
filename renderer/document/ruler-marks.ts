/** The marks of a ruler. This file is pure. */

export interface RulerMark {
  /** In the unit of the ruler. */
  readonly at: number;
  /** The longest marks have a number. */
  readonly length: 'long' | 'middle' | 'short';
}

/** The least space for a number, and between two short marks, in CSS pixels. */
const NUMBER_SPACE = 56;
const SHORT_SPACE = 5;

/**
 * The distance between two numbers: 1, 2 or 5 times a power of ten.
 * @param zoom CSS pixels per unit
 * @param finest the least distance, a power of ten; 1 for pixels
 */
export function numberStep(zoom: number, finest = 1): number {
  const least = NUMBER_SPACE / zoom;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].map((times) => times * power).find((one) => one >= least * (1 - 1e-9)) ?? 10 * power;
  return Math.max(finest, even(step));
}

/**
 * The marks between two places of the page, in their order.
 * @param zoom CSS pixels per unit
 * @param finest the least distance of two numbers, a power of ten; of pixels no mark lies between two
 */
export function rulerMarks(from: number, to: number, zoom: number, finest = 1): RulerMark[] {
  const step = numberStep(zoom, finest);
  const parts =
    [10, 5, 2, 1].find((count) => (step / count) * zoom >= SHORT_SPACE && isWhole(step / count / finest)) ?? 1;
  const short = step / parts;
  const marks: RulerMark[] = [];
  for (let number = Math.ceil(from / short); number * short <= to; number++) {
    const isMiddle = parts % 2 === 0 && number % (parts / 2) === 0;
    const length = number % parts === 0 ? 'long' : isMiddle ? 'middle' : 'short';
    // Adding 0 avoids a negative zero.
    marks.push({ at: even(number * short) + 0, length });
  }
  return marks;
}

/** Without what a decimal fraction leaves over in a sum. */
function even(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

function isWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) < 1e-6;
}
