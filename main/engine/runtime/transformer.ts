/** The transformer's graph: rows of ids in, logits at the wanted rows out. Knows its tensors, not what they mean. */
import type { Manifest } from '../../../preload/contract/manifest.ts';
import { floats, type Graph, type TensorData } from './graph.ts';
import { KeyValues } from './key-values.ts';
import type { Pace, PassShape } from './pace.ts';

const NOTHING = new BigInt64Array(0);
const NO_NUMBERS = new Float32Array(0);

export interface ForwardRequest {
  /** [batch * rows], sequences of equal length one after another: all tokens, or those at `positions`. */
  readonly ids: BigInt64Array;
  readonly batch: number;
  /** Left in it by a full pass, read and brought up to date by a partial one. */
  readonly state?: KeyValues;
  /** [batch * rows]: where each computed row lies in its sequence. Absent: a full pass. */
  readonly positions?: Int32Array;
  /** Rows of the flattened [batch * rows] at which codebook logits are wanted. */
  readonly imageRows?: BigInt64Array;
  /** Likewise for the logits of the text part of the vocabulary. */
  readonly textRows?: BigInt64Array;
  /** Rows of which only the largest logit is wanted, which then alone leaves the graph. */
  readonly imageMaxRows?: BigInt64Array;
  readonly textMaxRows?: BigInt64Array;
  /** Also the inputs of every block and the final norm's output; only graphs made for comparing have them. */
  readonly hidden?: boolean;
}

export interface ForwardResult {
  /** [imageRows, codebookSize] */
  readonly imageLogits: Float32Array;
  /** [textRows, codeOffset] */
  readonly textLogits: Float32Array;
  /** [imageMaxRows] and [textMaxRows] */
  readonly imageMax: Float32Array;
  readonly textMax: Float32Array;
  /** layers + 1 times [batch, tokens, width] */
  readonly hidden: readonly Float32Array[];
}

interface FullPass {
  readonly positions: BigInt64Array;
  readonly order: BigInt64Array;
}

/** Shapes of full passes that are remembered: more than any job has. */
const SHAPES = 16;

export class Transformer {
  readonly #graph: Graph;
  readonly #layers: number;
  readonly #width: number;
  readonly #pace: Pace | undefined;
  /** Positions and order of full passes by shape: those of a job come again in every step. */
  readonly #fullPasses = new Map<string, FullPass>();

  /**
   * @param pace told of every pass
   * @throws StudioError 'model-invalid' where the graph is not a transformer of this manifest.
   */
  constructor(graph: Graph, shape: Manifest['transformer'], pace?: Pace) {
    this.#pace = pace;
    this.#graph = graph;
    this.#layers = shape.layers;
    this.#width = shape.width;
    const rows = ['image_rows', 'text_rows', 'image_max_rows', 'text_max_rows'];
    graph.expect(
      ['token_ids', 'positions', 'order', ...rows, ...this.#state('past_keys'), ...this.#state('past_values')],
      ['image_logits', 'text_logits', 'image_max', 'text_max', ...this.#state('keys'), ...this.#state('values')],
    );
  }

  /** A full pass, or with `positions` a partial one on top of `state`. */
  async forward(request: ForwardRequest): Promise<ForwardResult> {
    const { state, positions, hidden = false } = request;
    if (positions !== undefined && state === undefined) throw new Error('A partial pass needs a state.');
    const started = performance.now();
    // Freed before the pass that brings the new ones, not after it.
    if (positions === undefined) state?.clear();
    // A head that is not wanted has no rows: it is neither computed nor fetched.
    const asked = {
      image_logits: request.imageRows,
      text_logits: request.textRows,
      image_max: request.imageMaxRows,
      text_max: request.textMaxRows,
    };
    const heads = Object.entries(asked).flatMap(([name, rows]) => (rows?.length ? [name] : []));
    const hiddenNames = hidden ? Array.from({ length: this.#layers + 1 }, (_, i) => `hidden.${i}`) : [];
    const stateNames = state === undefined ? [] : [...this.#state('keys'), ...this.#state('values')];
    const outputs = await this.#graph.run(this.#feeds(request), [...heads, ...hiddenNames, ...stateNames]);
    for (const kind of state === undefined ? [] : (['keys', 'values'] as const)) {
      for (let layer = 0; layer < this.#layers; layer++) {
        const computed = floats(outputs, `${kind}.${layer}`);
        if (positions === undefined) state?.adopt(kind, layer, computed);
        else state?.write(kind, layer, computed, positions);
      }
    }
    this.#pace?.observe(shapeOf(request), (performance.now() - started) / 1000);
    const head = (name: keyof typeof asked) => (asked[name]?.length ? floats(outputs, name) : NO_NUMBERS);
    return {
      imageLogits: head('image_logits'),
      textLogits: head('text_logits'),
      imageMax: head('image_max'),
      textMax: head('text_max'),
      hidden: hiddenNames.map((name) => floats(outputs, name)),
    };
  }

  #feeds(request: ForwardRequest): Record<string, TensorData> {
    const { batch, ids } = request;
    const rows = ids.length / batch;
    const { positions, order } = this.#places(request, rows);
    return {
      token_ids: { type: 'int64', dims: [batch, rows], data: ids },
      positions: { type: 'int64', dims: [batch, rows], data: positions },
      order: { type: 'int64', dims: [batch, order.length / batch], data: order },
      image_rows: list(request.imageRows),
      text_rows: list(request.textRows),
      image_max_rows: list(request.imageMaxRows),
      text_max_rows: list(request.textMaxRows),
      ...this.#past(batch, request.positions === undefined ? undefined : request.state),
    };
  }

  #places({ batch, positions, state }: ForwardRequest, rows: number): FullPass {
    if (positions !== undefined && state !== undefined) {
      return { positions: BigInt64Array.from(positions, BigInt), order: state.order(positions) };
    }
    const shape = `${batch} x ${rows}`;
    const known = this.#fullPasses.get(shape);
    if (known !== undefined) return known;
    const counted = BigInt64Array.from({ length: batch * rows }, (_, i) => BigInt(i % rows));
    const pass = { positions: counted, order: new KeyValues(batch, rows).order(undefined) };
    if (this.#fullPasses.size >= SHAPES) this.#fullPasses.clear();
    this.#fullPasses.set(shape, pass);
    return pass;
  }

  /** The kept keys and values as inputs; none for a full pass. */
  #past(batch: number, state: KeyValues | undefined): Record<string, TensorData> {
    const dims = [batch, state?.tokens ?? 0, this.#width];
    const feeds: Record<string, TensorData> = {};
    for (const kind of ['keys', 'values'] as const) {
      for (let layer = 0; layer < this.#layers; layer++) {
        const data = state?.layer(kind, layer) ?? NO_NUMBERS;
        feeds[`past_${kind}.${layer}`] = { type: 'float32', dims, data };
      }
    }
    return feeds;
  }

  #state(kind: string): string[] {
    return Array.from({ length: this.#layers }, (_, layer) => `${kind}.${layer}`);
  }
}

function shapeOf({ ids, batch, state, positions, imageRows, textRows }: ForwardRequest): PassShape {
  const rows = ids.length / batch;
  return {
    batch,
    rows,
    tokens: positions === undefined ? rows : (state?.tokens ?? rows),
    imageRows: imageRows?.length ?? 0,
    textRows: textRows?.length ?? 0,
  };
}

/** Runs a pass of this shape on ids that mean nothing, twice because the first run of a shape is slow. */
export async function tryPass(transformer: Transformer, pass: PassShape): Promise<void> {
  const { batch, rows, tokens, imageRows, textRows } = pass;
  const first = (count: number) => BigInt64Array.from({ length: Math.min(count, batch * rows) }, (_, i) => BigInt(i));
  const wanted = { batch, imageRows: first(imageRows), textRows: first(textRows) };
  if (rows === tokens) {
    for (let i = 0; i < 2; i++) await transformer.forward({ ids: new BigInt64Array(batch * tokens), ...wanted });
    return;
  }
  const state = new KeyValues(batch, tokens);
  await transformer.forward({ ids: new BigInt64Array(batch * tokens), batch, state });
  const positions = Int32Array.from({ length: batch * rows }, (_, i) => i % rows);
  for (let i = 0; i < 2; i++) {
    await transformer.forward({ ids: new BigInt64Array(batch * rows), positions, state, ...wanted });
  }
}

function list(rows: BigInt64Array = NOTHING): TensorData {
  return { type: 'int64', dims: [rows.length], data: rows };
}
