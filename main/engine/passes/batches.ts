/** Decides which sequences pass through the transformer together. */

/** Padding rows up to this share of the needed rows cost less than a separate run. */
const WASTE = 0.1;
/**
 * The most bytes of attention scores of a batch with padding. Only there kernels hold all of them at once, since only there
 * some must not be seen (native-models/architectures/denoiser.ts).
 */
const SCORES = 256 * 1024 * 1024;
/** The most rows of a batch. More are no faster together than one after the other, and take more memory. */
const ROWS = 4096;
const FLOAT = 4;

/**
 * Groups sequences into batches, each padded to its longest sequence.
 * @param heads of the model's attention
 * @returns indices by batch, batches of shorter sequences first
 */
export function batchesOf(lengths: readonly number[], heads: number): readonly (readonly number[])[] {
  const batches: number[][] = [];
  for (const index of [...lengths.keys()].sort((a, b) => at(lengths, a) - at(lengths, b) || a - b)) {
    const batch = batches.at(-1);
    if (batch !== undefined && fits(lengths, [...batch, index], heads)) batch.push(index);
    else batches.push([index]);
  }
  // Within a batch the order stays, with the conditional branch first.
  return batches.map((batch) => batch.sort((a, b) => a - b));
}

function fits(lengths: readonly number[], batch: readonly number[], heads: number): boolean {
  const each = batch.map((index) => at(lengths, index));
  const longest = Math.max(...each);
  const filled = longest * batch.length;
  if (filled > ROWS) return false;
  if (each.every((length) => length === longest)) return true;
  const needed = each.reduce((sum, length) => sum + length, 0);
  return filled - needed <= WASTE * needed && FLOAT * heads * filled * longest <= SCORES;
}

function at(lengths: readonly number[], index: number): number {
  return lengths[index] ?? 0;
}
