import { philox } from '../../main/engine/sampler/random.ts';

/**
 * Random choices that follow from a seed and a round's number alone, so that any round can be
 * played again without those before it.
 */
export class Chance {
  readonly #key: readonly [number, number];
  readonly #words = new Uint32Array(4);
  #counter = 0;

  constructor(seed: number, round: number) {
    this.#key = [seed >>> 0, round >>> 0];
  }

  /** A whole number from `least` to `most`, both included. */
  int(least: number, most: number): number {
    return least + Math.floor(this.share() * (most - least + 1));
  }

  /** In [0, 1). */
  share(): number {
    if (this.#counter % 4 === 0) philox([this.#counter / 4, 0, 0, 0], this.#key, this.#words);
    const word = this.#words[this.#counter % 4] ?? 0;
    this.#counter += 1;
    return word / 2 ** 32;
  }

  happens(probability: number): boolean {
    return this.share() < probability;
  }

  pick<T>(from: readonly T[]): T {
    const picked = from[this.int(0, from.length - 1)];
    if (from.length === 0) throw new Error('There is nothing to pick from.');
    return picked as T;
  }

  /** One of the values, each as likely as its weight says. */
  weighted<T>(from: readonly (readonly [number, T])[]): T {
    let left = this.share() * from.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, value] of from) {
      left -= weight;
      if (left < 0) return value;
    }
    return this.pick(from)[1];
  }

  bytes(length: number): Uint8Array<ArrayBuffer> {
    return Uint8Array.from({ length }, () => this.int(0, 255));
  }

  /** An id in the form that the contract wants. */
  uuid(): string {
    const bytes = this.bytes(16);
    bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
    bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
    const hex = Buffer.from(bytes).toString('hex');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  }
}
