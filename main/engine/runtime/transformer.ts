/** The transformer's graph: rows of ids in, logits at the wanted rows out. Knows its tensors, not what they mean. */
import type { Manifest } from '../../../preload/contract/manifest.ts';
import { floats, type Graph, type TensorData } from './graph.ts';

const NOTHING = new BigInt64Array(0);
const NO_STATE = new Float32Array(0);

export interface ForwardRequest {
  /** [batch * tokens], sequences of equal length one after another. */
  readonly ids: BigInt64Array;
  readonly batch: number;
  /** Rows of the flattened [batch * tokens] at which codebook logits are wanted. */
  readonly imageRows?: BigInt64Array;
  /** Likewise for the logits of the text part of the vocabulary. */
  readonly textRows?: BigInt64Array;
  /** Also the inputs of every block and the final norm's output; only graphs made for comparing have them. */
  readonly hidden?: boolean;
}

export interface ForwardResult {
  /** [imageRows, codebookSize] */
  readonly imageLogits: Float32Array;
  /** [textRows, codeOffset] */
  readonly textLogits: Float32Array;
  /** layers + 1 times [batch, tokens, width] */
  readonly hidden: readonly Float32Array[];
}

export class Transformer {
  readonly #graph: Graph;
  readonly #layers: number;
  readonly #width: number;

  /** @throws StudioError 'model-invalid' where the graph is not a transformer of this manifest. */
  constructor(graph: Graph, shape: Manifest['transformer']) {
    this.#graph = graph;
    this.#layers = shape.layers;
    this.#width = shape.width;
    graph.expect(
      [
        'token_ids',
        'positions',
        'order',
        'image_rows',
        'text_rows',
        ...this.#state('past_keys'),
        ...this.#state('past_values'),
      ],
      ['image_logits', 'text_logits'],
    );
  }

  /** A full pass: every token is computed, no state is carried over. */
  async forward({
    ids,
    batch,
    imageRows = NOTHING,
    textRows = NOTHING,
    hidden = false,
  }: ForwardRequest): Promise<ForwardResult> {
    const tokens = ids.length / batch;
    const positions = BigInt64Array.from({ length: ids.length }, (_, i) => BigInt(i % tokens));
    const feeds: Record<string, TensorData> = {
      token_ids: { type: 'int64', dims: [batch, tokens], data: ids },
      positions: { type: 'int64', dims: [batch, tokens], data: positions },
      order: { type: 'int64', dims: [tokens], data: positions.subarray(0, tokens).slice() },
      image_rows: { type: 'int64', dims: [imageRows.length], data: imageRows },
      text_rows: { type: 'int64', dims: [textRows.length], data: textRows },
    };
    for (const name of [...this.#state('past_keys'), ...this.#state('past_values')]) {
      feeds[name] = { type: 'float32', dims: [batch, 0, this.#width], data: NO_STATE };
    }
    // A head that is not wanted has no rows: it is neither computed nor fetched.
    const wanted = [
      ...(imageRows.length > 0 ? ['image_logits'] : []),
      ...(textRows.length > 0 ? ['text_logits'] : []),
      ...(hidden ? Array.from({ length: this.#layers + 1 }, (_, i) => `hidden.${i}`) : []),
    ];
    const outputs = await this.#graph.run(feeds, wanted);
    return {
      imageLogits: imageRows.length > 0 ? floats(outputs, 'image_logits') : NO_STATE,
      textLogits: textRows.length > 0 ? floats(outputs, 'text_logits') : NO_STATE,
      hidden: hidden ? Array.from({ length: this.#layers + 1 }, (_, i) => floats(outputs, `hidden.${i}`)) : [],
    };
  }

  #state(kind: string): string[] {
    return Array.from({ length: this.#layers }, (_, layer) => `${kind}.${layer}`);
  }
}
