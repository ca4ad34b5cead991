type Bytes = Uint8Array<ArrayBuffer>;

/** Pictures by the sha256 of their bytes, so many bytes of them at most: the longest unused ones go first. */
export class PictureCache {
  readonly #most: number;
  /** The latest used last. */
  readonly #held = new Map<string, Bytes>();
  #bytes = 0;

  /** @param most in bytes */
  constructor(most: number) {
    this.#most = most;
  }

  /** In bytes. */
  get size(): number {
    return this.#bytes;
  }

  /** Also counts as a use. */
  get(sha256: string): Bytes | undefined {
    const bytes = this.#held.get(sha256);
    if (bytes === undefined) return undefined;
    this.#held.delete(sha256);
    this.#held.set(sha256, bytes);
    return bytes;
  }

  /** @param bytes more than fit at all are not kept */
  put(sha256: string, bytes: Bytes): void {
    if (this.get(sha256) !== undefined || bytes.length > this.#most) return;
    this.trim(this.#most - bytes.length);
    this.#held.set(sha256, bytes);
    this.#bytes += bytes.length;
  }

  /** Lets go of pictures until no more than `bytes` are held. */
  trim(bytes: number): void {
    for (const [sha256, { length }] of this.#held) {
      if (this.#bytes <= bytes) return;
      this.#held.delete(sha256);
      this.#bytes -= length;
    }
  }
}
