/** What is timed. */
export type Task = () => Promise<unknown>;

/** The median of the values; the mean of the middle two of an even number. */
export function median(values: readonly number[]): number {
  const ascending = [...values].sort((a, b) => a - b);
  const middle = ascending.length / 2;
  const [low = 0, high = low] = [ascending[Math.ceil(middle) - 1], ascending[Math.floor(middle)]];
  return (low + high) / 2;
}

/** Median seconds of each task over `repeats` rounds, after one round that is not counted. */
export async function interleave<Name extends string>(
  tasks: Readonly<Record<Name, Task>>,
  repeats: number,
  now: () => number = () => performance.now() / 1000,
): Promise<Record<Name, number>> {
  const names = Object.keys(tasks) as Name[];
  const times = new Map(names.map((name) => [name, [] as number[]]));
  for (let round = 0; round <= repeats; round++) {
    for (const name of names) {
      const started = now();
      await tasks[name]();
      if (round > 0) times.get(name)?.push(now() - started);
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(times.get(name) ?? [])])) as Record<Name, number>;
}

/** One line of the benchmark. */
export interface Row {
  readonly name: string;
  readonly what: string;
  /** The measured ratio, or null where it could not be measured, in which case `note` says why. */
  readonly ratio: number | null;
  readonly wanted: { readonly atLeast: number } | { readonly atMost: number };
  /** Medians from which the ratio comes, in seconds or in bytes. */
  readonly medians: Readonly<Record<string, number>>;
  readonly note?: string;
}

/** Whether a row meets its goal. */
export function holds({ ratio, wanted }: Row): boolean {
  if (ratio === null) return false;
  return 'atLeast' in wanted ? ratio >= wanted.atLeast : ratio <= wanted.atMost;
}

/** The row as text, such as `holds  cache-image   1.93  at least 1.75  ML-Cache at ...`. */
export function line(row: Row): string {
  const found = row.ratio === null ? '-' : row.ratio.toFixed(2);
  const wanted = 'atLeast' in row.wanted ? `at least ${row.wanted.atLeast}` : `at most ${row.wanted.atMost}`;
  const note = row.note === undefined ? '' : ` (${row.note})`;
  return `${holds(row) ? 'holds ' : 'MISSED'}  ${row.name.padEnd(15)} ${found.padStart(6)}  ${wanted.padEnd(14)}  ${row.what}${note}`;
}
