const SEEDS = 0x1_0000_0000;

/** The seeds of the pictures that are still to be drawn. The first one has the given seed, and each has the next. */
export function seedsLeft({
  seed,
  drawn,
  count,
}: {
  readonly seed: number;
  readonly drawn: number;
  readonly count: number;
}): number[] {
  return Array.from({ length: Math.max(0, count - drawn) }, (_, i) => (seed + drawn + i) % SEEDS);
}
