/** Which sequences go through the transformer together. */

/** Padding rows up to this share of the needed rows cost less than a separate run. */
const WASTE = 0.1;

/**
 * Sequences, by index, in batches: those in one are filled up to the longest of it.
 * @returns the shortest sequences first
 */
export function batchesOf(lengths: readonly number[]): readonly (readonly number[])[] {
  const batches: number[][] = [];
  for (const index of [...lengths.keys()].sort((a, b) => at(lengths, a) - at(lengths, b) || a - b)) {
    const batch = batches.at(-1);
    const needed = [...(batch ?? []), index].reduce((sum, i) => sum + at(lengths, i), 0);
    const filled = at(lengths, index) * ((batch?.length ?? 0) + 1);
    if (batch !== undefined && filled - needed <= WASTE * needed) batch.push(index);
    else batches.push([index]);
  }
  // In a batch as they came: the conditional branch first.
  return batches.map((batch) => batch.sort((a, b) => a - b));
}

function at(lengths: readonly number[], index: number): number {
  return lengths[index] ?? 0;
}
