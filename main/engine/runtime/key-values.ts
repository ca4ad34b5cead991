/** Keys and values of every layer, for a batch of sequences of one length: what partial passes go on from. */

export class KeyValues {
  readonly batch: number;
  readonly tokens: number;
  /** Per layer [batch, tokens, width], keys after rotation. Empty until a full pass has filled them. */
  readonly #keys: Float32Array[] = [];
  readonly #values: Float32Array[] = [];
  readonly #order: BigInt64Array;

  constructor(batch: number, tokens: number) {
    this.batch = batch;
    this.tokens = tokens;
    this.#order = new BigInt64Array(batch * tokens);
  }

  get empty(): boolean {
    return this.#keys.length === 0;
  }

  /** Frees the memory; the next pass must be a full one. */
  clear(): void {
    this.#keys.length = 0;
    this.#values.length = 0;
  }

  layer(kind: 'keys' | 'values', layer: number): Float32Array {
    const found = (kind === 'keys' ? this.#keys : this.#values)[layer];
    if (found === undefined) throw new Error('A partial pass needs the keys and values of a full one.');
    return found;
  }

  /**
   * Takes a layer of a full pass as it is: ONNX Runtime has copied its outputs into memory of ours
   * already, so these are the buffers that later partial passes write into.
   */
  adopt(kind: 'keys' | 'values', layer: number, rows: Float32Array): void {
    (kind === 'keys' ? this.#keys : this.#values)[layer] = rows;
  }

  /** Writes rows [batch, n, width] of a partial pass over those at `positions` [batch * n]. */
  write(kind: 'keys' | 'values', layer: number, rows: Float32Array, positions: Int32Array): void {
    const kept = this.layer(kind, layer);
    const width = rows.length / positions.length;
    const each = positions.length / this.batch;
    for (let row = 0; row < positions.length; row++) {
      const place = Math.floor(row / each) * this.tokens + (positions[row] ?? 0);
      kept.set(rows.subarray(row * width, (row + 1) * width), place * width);
    }
  }

  /**
   * For every place of every sequence the row that holds it, of (kept rows, then computed rows) per
   * sequence, flattened. With no positions: of a full pass. Valid until the next call.
   */
  order(positions: Int32Array | undefined): BigInt64Array {
    const { batch, tokens } = this;
    const each = positions === undefined ? 0 : positions.length / batch;
    for (let b = 0; b < batch; b++) {
      const first = b * (tokens + each);
      for (let place = 0; place < tokens; place++) this.#order[b * tokens + place] = BigInt(first + place);
      for (let row = 0; row < each; row++) {
        this.#order[b * tokens + (positions?.[b * each + row] ?? 0)] = BigInt(first + tokens + row);
      }
    }
    return this.#order;
  }
}
