type Bytes = Uint8Array<ArrayBuffer>;

/** Keeps pictures by the sha256 of their bytes, up to a number of bytes. The longest unused ones are dropped first. */
export class PictureCache {
  readonly #most: number;
  /** In order of use, the latest last. */
  readonly #held = new Map<string, Bytes>();
  #bytes = 0;

  /** @param most the capacity in bytes */
  constructor(most: number) {
    this.#most = most;
  }

  /** The size of all pictures in bytes. */
  get size(): number {
    return this.#bytes;
  }

  /** The picture's bytes. The call counts as a use. */
  get(sha256: string): Bytes | undefined {
    const bytes = this.#held.get(sha256);
    if (bytes === undefined) return undefined;
    this.#held.delete(sha256);
    this.#held.set(sha256, bytes);
    return bytes;
  }

  /** Keeps a picture, unless it is larger than the capacity. */
  put(sha256: string, bytes: Bytes): void {
    if (this.get(sha256) !== undefined || bytes.length > this.#most) return;
    this.trim(this.#most - bytes.length);
    this.#held.set(sha256, bytes);
    this.#bytes += bytes.length;
  }

  /** Drops pictures until at most `bytes` are kept. */
  trim(bytes: number): void {
    for (const [sha256, { length }] of this.#held) {
      if (this.#bytes <= bytes) return;
      this.#held.delete(sha256);
      this.#bytes -= length;
    }
  }
}
