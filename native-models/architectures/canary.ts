import type { GraphBuilder } from '../graph/builder.ts';
import { buildDenoiser, type DenoiserOptions, type DenoiserShape } from './denoiser.ts';
import type { Weights } from './weights.ts';

/** Ids of text, and codes. */
const [TEXT, CODES] = [32, 128] as const;
const HEADS = 2;
const MLP_WIDTH = 96;
/** Weights of attention are larger than the rest, so that a wrong one is seen. */
const ATTENTION = { name: /(q_proj|k_proj|v_proj|attn_out)/, times: 2 } as const;

/**
 * A transformer of one block, as small as its heads allow, with numbers that mean nothing: the operators
 * of `shape` in all that they depend on. Where it gives something else than on the CPU, a graphics
 * processor is not to be trusted with the model.
 */
export function buildCanary(
  g: GraphBuilder,
  shape: DenoiserShape,
  weights: Weights,
  numbers: Pick<DenoiserOptions, 'linear' | 'keyValues'>,
): void {
  const heads = Math.min(HEADS, shape.heads);
  const width = (shape.width / shape.heads) * heads;
  const small = { ...shape, width, heads, layers: 1, mlpWidth: MLP_WIDTH, rows: TEXT + CODES, tiedHead: true };
  const options = { ...numbers, codeOffset: TEXT, codes: CODES, exposeHidden: false };
  buildDenoiser(g, small, weights, options);
}

/** Weights of any name and shape, the same at every call: such that activations neither grow nor vanish. */
export class ArbitraryWeights implements Weights {
  readonly #shapes = new Map<string, readonly number[]>();

  take(name: string, shape: readonly number[]): string {
    this.#shapes.set(name, shape);
    return name;
  }

  async *read(name: string): AsyncGenerator<Float32Array> {
    const shape = this.#shapes.get(name);
    if (shape === undefined) throw new Error(`${name} was never taken`);
    const [, columns] = shape;
    const times = ATTENTION.name.test(name) ? ATTENTION.times : 1;
    const spread = columns === undefined ? 0 : Math.sqrt(3 / columns) * times;
    const embedded = name.includes('wte') ? Math.sqrt(columns ?? 1) : 1;
    let state = [...name].reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 0x01000193), 0x811c9dc5);
    yield Float32Array.from({ length: shape.reduce((all, extent) => all * extent, 1) }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return columns === undefined ? 1 : (state / 2 ** 31 - 1) * spread * embedded;
    });
  }
}
