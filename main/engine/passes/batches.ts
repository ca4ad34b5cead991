/** Decides which sequences pass through the transformer together. */

/** Padding rows up to this share of the needed rows cost less than a separate run. */
const WASTE = 0.1;

/**
 * Groups sequences into batches, each padded to its longest sequence.
 * @returns indices by batch, batches of shorter sequences first
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
  // Within a batch the order stays, with the conditional branch first.
  return batches.map((batch) => batch.sort((a, b) => a - b));
}

function at(lengths: readonly number[], index: number): number {
  return lengths[index] ?? 0;
}
