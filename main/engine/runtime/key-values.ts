/** What later partial passes of a batch continue from: keys and values of every layer, and final states. */
import type { DeviceRows } from './device-rows.ts';
import { free } from './free.ts';
import type { DeviceTensor, Floats } from './graph.ts';

/** The kinds of rows that a batch keeps. */
export type Kept = 'keys' | 'values' | 'states';

/** Rows [batch, paddedLength, width], in memory or on the device that computed them. */
export type Rows = Floats | DeviceTensor;

/** Whether rows lie in memory. */
export function inMemory(rows: Rows): rows is Floats {
  return rows instanceof Float32Array || rows instanceof Uint16Array;
}

/** The kept rows of one batch of sequences. */
export class KeyValues {
  /** Length of each sequence. Rows beyond it are padding. */
  readonly lengths: readonly number[];
  readonly paddedLength: number;
  /** Rows by kind and layer, keys after rotation. Empty until a full pass fills it. */
  readonly #kept = new Map<string, Rows>();

  constructor(lengths: readonly number[]) {
    this.lengths = lengths;
    this.paddedLength = Math.max(0, ...lengths);
  }

  get empty(): boolean {
    return this.#kept.size === 0;
  }

  /** Frees the memory, here or on the device; the next pass must be a full one. */
  clear(): void {
    for (const rows of this.#kept.values()) {
      if (inMemory(rows)) free(rows);
      else rows.dispose();
    }
    this.#kept.clear();
  }

  rows(kind: Kept, layer = 0): Rows {
    const found = this.#kept.get(`${kind}.${layer}`);
    if (found === undefined) throw new Error('A partial pass needs the keys and values of a full one.');
    return found;
  }

  /** Final states [batch, paddedLength, width]. They always lie in memory, since guidance mixes those of several batches. */
  get states(): Float32Array {
    const rows = this.rows('states');
    if (!(rows instanceof Float32Array)) throw new Error('The final states lie on a device.');
    return rows;
  }

  /**
   * Takes the rows of a full pass without a copy. ONNX Runtime has already copied its outputs into memory
   * of ours, so later partial passes write into the same buffers. Rows on the device stay there. The caller
   * releases the rows that were kept before.
   */
  adopt(kind: Kept, layer: number, rows: Rows): void {
    this.#kept.set(`${kind}.${layer}`, rows);
  }

  /**
   * Writes rows [targets, width] of a partial pass at `targets`, which count over [batch * paddedLength], and
   * releases them.
   * @param onDevice writes rows that lie on the device, where the kept rows become a new tensor
   */
  async write(kind: Kept, layer: number, rows: Rows, targets: BigInt64Array, onDevice?: DeviceRows): Promise<void> {
    const kept = this.rows(kind, layer);
    if (inMemory(kept) && inMemory(rows)) {
      const width = rows.length / targets.length;
      targets.forEach((target, row) => {
        kept.set(rows.subarray(row * width, (row + 1) * width), Number(target) * width);
      });
      free(rows);
    } else if (inMemory(kept) || inMemory(rows) || onDevice === undefined) {
      throw new Error('What is kept and what was computed lie apart.');
    } else this.adopt(kind, layer, await onDevice.merged(kept, rows, targets));
  }
}
