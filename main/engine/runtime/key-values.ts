/** What a batch of sequences is gone on from by partial passes: keys and values of every layer, and final states. */
import { free } from './free.ts';

export type Kept = 'keys' | 'values' | 'states';

export class KeyValues {
  /** Of each sequence; those that are shorter than `places` have nothing there. */
  readonly lengths: readonly number[];
  readonly places: number;
  /** Each [batch, places, width], by kind and layer; keys after rotation. Empty until a full pass has filled them. */
  readonly #kept = new Map<string, Float32Array>();

  constructor(lengths: readonly number[]) {
    this.lengths = lengths;
    this.places = Math.max(0, ...lengths);
  }

  get empty(): boolean {
    return this.#kept.size === 0;
  }

  /** Frees the memory; the next pass must be a full one. */
  clear(): void {
    free(...this.#kept.values());
    this.#kept.clear();
  }

  rows(kind: Kept, layer = 0): Float32Array {
    const found = this.#kept.get(`${kind}.${layer}`);
    if (found === undefined) throw new Error('A partial pass needs the keys and values of a full one.');
    return found;
  }

  /**
   * Takes what a full pass gives as it is: ONNX Runtime has copied its outputs into memory of ours
   * already, so these are the buffers that later partial passes write into.
   */
  adopt(kind: Kept, layer: number, rows: Float32Array): void {
    this.#kept.set(`${kind}.${layer}`, rows);
  }

  /** Writes rows [targets, width] of a partial pass at their places, counted over [batch * places]. */
  write(kind: Kept, layer: number, rows: Float32Array, targets: BigInt64Array): void {
    const kept = this.rows(kind, layer);
    const width = rows.length / targets.length;
    targets.forEach((target, row) => {
      kept.set(rows.subarray(row * width, (row + 1) * width), Number(target) * width);
    });
  }
}
