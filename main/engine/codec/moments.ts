/** Means and variances of group norms, [norms, 2, groups], as the graphs of the codec's fine levels take and give them. */

/** What norms add to every variance. */
const EPSILON = 1e-6;

/** A correction of a sample's moments that changes nothing: a summand of 0 for each mean, a factor of 1 for each variance. */
export function noCorrection(norms: number, groups: number): Float32Array {
  return Float32Array.from({ length: norms * 2 * groups }, (_, i) => Math.floor(i / groups) % 2);
}

/** Gathers the means and the means of squares of all tiles, each of which counts by its size. */
export class TileMeans {
  readonly #groups: number;
  readonly #sums: Float64Array;
  #weight = 0;

  constructor(norms: number, groups: number) {
    this.#groups = groups;
    this.#sums = new Float64Array(norms * 2 * groups);
  }

  add(means: Float32Array, weight: number): void {
    for (let i = 0; i < this.#sums.length; i++) this.#sums[i] = (this.#sums[i] ?? 0) + weight * (means[i] ?? 0);
    this.#weight += weight;
  }

  /** Means and variances of the whole picture. */
  moments(): Float32Array {
    const groups = this.#groups;
    const mean = (i: number) => (this.#sums[i] ?? 0) / this.#weight;
    return Float32Array.from(this.#sums, (_, i) =>
      Math.floor(i / groups) % 2 === 0 ? mean(i) : Math.max(0, mean(i) - mean(i - groups) ** 2),
    );
  }
}

/**
 * The correction with which a sample gives what all tiles have measured.
 * @param correction with which the sample gave `moments`
 * @param measured over all tiles, whose norms were given `moments`
 */
export function improved(
  correction: Float32Array,
  moments: Float32Array,
  measured: Float32Array,
  groups: number,
): Float32Array {
  return correction.map((by, i) => {
    const [given = 0, found = 0] = [moments[i], measured[i]];
    if (Math.floor(i / groups) % 2 === 0) return by + found - given;
    return given > 0 ? (by * found) / given : by;
  });
}

/** How far moments are from those that were measured, in deviations: the group of all norms that is furthest away. */
export function furthest(moments: Float32Array, measured: Float32Array, groups: number): number {
  let largest = 0;
  for (let i = 0; i < moments.length; i++) {
    if (Math.floor(i / groups) % 2 === 1) continue;
    const deviation = Math.sqrt((measured[i + groups] ?? 0) + EPSILON);
    const off = Math.abs((moments[i] ?? 0) - (measured[i] ?? 0)) / deviation;
    const scale = Math.sqrt((moments[i + groups] ?? 0) + EPSILON) / deviation;
    largest = Math.max(largest, off, Math.abs(scale - 1));
  }
  return largest;
}
