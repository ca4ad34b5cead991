import type { VerifiedRun } from './trial-answer.ts';

/**
 * Least share of equal codes, or else least likeness of the pictures in decibels, with which two drawings are the same
 * for a person. One code that falls to the other side of a tie changes those that are drawn after it.
 */
const LEAST_CODES = 0.95;
const LEAST_PSNR = 30;

/** How far one drawing is another. */
export interface Agreement {
  readonly codes: number;
  /** Decibels; null where every byte is the same. */
  readonly psnr: number | null;
  readonly agrees: boolean;
}

/** How far a drawing is that of the CPU. */
export function agreementOf(found: VerifiedRun, own: VerifiedRun): Agreement {
  const equal = own.codes.filter((code, at) => code === found.codes[at]).length;
  const codes = found.codes.length === own.codes.length && own.codes.length > 0 ? equal / own.codes.length : 0;
  const psnr = psnrOf(Buffer.from(found.rgba, 'base64'), Buffer.from(own.rgba, 'base64'));
  return { codes, psnr, agrees: codes >= LEAST_CODES || psnr === null || psnr >= LEAST_PSNR };
}

/** The peak signal-to-noise ratio of bytes; null where they are equal, and 0 where their numbers differ. */
function psnrOf(found: Uint8Array, own: Uint8Array): number | null {
  if (found.length !== own.length) return 0;
  const square = own.reduce((sum, byte, at) => sum + (byte - (found[at] ?? 0)) ** 2, 0) / own.length;
  return square === 0 ? null : 10 * Math.log10(255 ** 2 / square);
}
