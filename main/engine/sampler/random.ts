/**
 * The seeded noise of every picture: Philox4x32-10 (Salmon et al., "Parallel random numbers: as easy
 * as 1, 2, 3", 2011). It is counter-based: the number for (seed, step, purpose, position, column) is a
 * pure function of these, so the order of asking, skipped numbers and the platform do not matter,
 * and the same seed gives the same picture everywhere.
 *
 * Counter words: [column / 4 (or / 2 for doubles), position, step, purpose]; key words: [seed, 0].
 */

/** What a number decides: a code, which cells stay masked, or a text token. */
export type Purpose = 'code' | 'choice' | 'token';

const PURPOSE_WORD: Readonly<Record<Purpose, number>> = { code: 0, choice: 1, token: 2 };

/**
 * Uniform draws in [0, 1). `row` counts the masked positions of the step, `position` is the row's cell or
 * answer position, and `column` is the code or token. Recorded noise goes by row, seeded noise by
 * position.
 */
export interface NoiseSource {
  uniform(step: number, purpose: Purpose, row: number, position: number, column: number): number;
}

const M0 = 0xd2511f53;
const M1 = 0xcd9e8d57;
const W0 = 0x9e3779b9;
const W1 = 0xbb67ae85;

/** High 32 bits of the product of two unsigned 32-bit numbers, in steps that never exceed 32 bits. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = (Math.imul(aHigh, bLow) + (Math.imul(aLow, bLow) >>> 16)) | 0;
  const other = (Math.imul(aLow, bHigh) + (middle & 0xffff)) | 0;
  return (Math.imul(aHigh, bHigh) + (middle >>> 16) + (other >>> 16)) | 0;
}

/** One block of Philox4x32-10: 4 counter words and 2 key words in, 4 unsigned 32-bit words into `out`. */
export function philox(
  counter: readonly [number, number, number, number],
  key: readonly [number, number],
  out: Uint32Array,
): void {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < 10; round++) {
    const high0 = multiplyHigh(M0, c0);
    const low0 = Math.imul(M0, c0);
    const high1 = multiplyHigh(M1, c2);
    const low1 = Math.imul(M1, c2);
    c0 = high1 ^ c1 ^ k0;
    c1 = low1;
    c2 = high0 ^ c3 ^ k1;
    c3 = low0;
    k0 = (k0 + W0) | 0;
    k1 = (k1 + W1) | 0;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}

/** Noise by seed. Codes and choices draw float32 numbers of 24 random bits, text tokens doubles of 53. */
export class SeededNoise implements NoiseSource {
  readonly #seed: number;
  readonly #block = new Uint32Array(4);
  /** Counter of the block in #block, which neighbouring columns share. */
  #group = -1;
  #position = -1;
  #step = -1;
  #purpose = -1;

  constructor(seed: number) {
    this.#seed = seed >>> 0;
  }

  uniform(step: number, purpose: Purpose, _row: number, position: number, column: number): number {
    if (purpose === 'token') {
      this.#fill(column >>> 1, position, step, PURPOSE_WORD.token);
      const at = (column & 1) * 2;
      return ((this.#block[at] >>> 5) * 0x4000000 + (this.#block[at + 1] >>> 6)) / 2 ** 53;
    }
    this.#fill(column >>> 2, position, step, PURPOSE_WORD[purpose]);
    return (this.#block[column & 3] >>> 8) / 2 ** 24;
  }

  #fill(group: number, position: number, step: number, purpose: number): void {
    if (group === this.#group && position === this.#position && step === this.#step && purpose === this.#purpose)
      return;
    philox([group, position, step, purpose], [this.#seed, 0], this.#block);
    this.#group = group;
    this.#position = position;
    this.#step = step;
    this.#purpose = purpose;
  }
}

/** Standard Gumbel noise from a uniform draw, by the reference's formula, which is finite at u = 0. */
export function gumbel(u: number): number {
  return -Math.log(-Math.log(u + 1e-20) + 1e-20);
}

/** Upper bound of the Gumbel noise from 24 random bits: -log(-log(1 - 2^-24)), rounded up. */
export const MOST_GUMBEL = 16.64;

/** Lower bound of the Gumbel noise: -log(-log(1e-20)), at u = 0, rounded down. */
export const LEAST_GUMBEL = -3.84;
