import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder with the reference implementation's numbers: DIMOO_ORACLE, or `shared/oracle` beside
 * the repository. null where neither is there; tests that need it are then skipped.
 */
export const oracle: string | null = findOracle();

function findOracle(): string | null {
  const besideRepository = fileURLToPath(new URL('../../../shared/oracle', import.meta.url));
  const folder = resolve(process.env.DIMOO_ORACLE ?? besideRepository);
  if (existsSync(join(folder, 'checkpoint', 'config.json'))) return folder;
  console.warn(`No oracle at ${folder}: tests that compare with the reference are skipped. Set DIMOO_ORACLE.`);
  return null;
}

/** A raw little-endian float32 file of the oracle. */
export function readFloats(path: string): Float32Array {
  const bytes = readFileSync(path);
  return new Float32Array(new Uint8Array(bytes).buffer);
}

/** The largest absolute difference; infinite where the lengths differ or a number is NaN. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  let largest = 0;
  for (let i = 0; i < a.length; i += 1) {
    const difference = Math.abs((a[i] ?? Number.NaN) - (b[i] ?? Number.NaN));
    if (!(difference <= largest)) largest = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
  }
  return largest;
}
