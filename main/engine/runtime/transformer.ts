/** The transformer's graph: rows of ids in, logits at the wanted places out. Knows its tensors, not what they mean. */
import type { Manifest } from '../../../preload/contract/manifest.ts';
import { free } from './free.ts';
import { floats, type Graph, integers, type TensorData } from './graph.ts';
import type { Kept, KeyValues } from './key-values.ts';
import type { Pace, PassShape } from './pace.ts';

const NOTHING = new BigInt64Array(0);
const FIRST_PLACE = BigInt64Array.of(0n);
const NO_NUMBERS = new Float32Array(0);
const NO_PLACES = new Int32Array(0);

/** Rows of code logits, each of a weighted sum of final states. */
export interface ImageHead {
  /** How many states a row is the sum of. */
  readonly branches: number;
  /** [rows * branches]: places, counted over [batch * places] and on through `others`. */
  readonly rows: BigInt64Array;
  /** [rows * branches]: the weights. */
  readonly shares: Float32Array;
  /** Final states [n, width] of sequences that are not of this pass. */
  readonly others?: Float32Array;
  /** Given: not whole rows are wanted but those blocks of codes whose largest logit is that near to the row's. */
  readonly span?: number;
}

export function eachAlone(rows: BigInt64Array): ImageHead {
  return { branches: 1, rows, shares: new Float32Array(rows.length).fill(1) };
}

/** Places where not said otherwise are counted over [batch * places]. */
export interface ForwardRequest {
  /** [batch * rows], one sequence after another, filled up to equal length: all tokens, or those at `positions`. */
  readonly ids: BigInt64Array;
  readonly batch: number;
  /** How long each sequence is; absent: as long as its row of `ids`. */
  readonly lengths?: readonly number[];
  /** Left in it by a full pass, read and brought up to date by a partial one. */
  readonly state?: KeyValues;
  /** [batch * rows]: where each computed row lies in its own sequence. Absent: a full pass. */
  readonly positions?: Int32Array;
  readonly image?: ImageHead;
  /** Places at which logits of the text part of the vocabulary are wanted. */
  readonly textRows?: BigInt64Array;
  /** Places of which only the largest logit is wanted, which then alone leaves the graph. */
  readonly imageMaxRows?: BigInt64Array;
  readonly textMaxRows?: BigInt64Array;
  /** Also the final states of the computed rows, where no state keeps them. */
  readonly states?: boolean;
  /** Also the inputs of every block and the final norm's output; only graphs made for comparing have them. */
  readonly hidden?: boolean;
}

export interface ForwardResult {
  /** [rows, codebookSize]; empty where `span` is given. */
  readonly imageLogits: Float32Array;
  /** [n, codes of a block], and of each its row and block [n, 2], ascending; empty without a `span`. */
  readonly imageBlocks: Float32Array;
  readonly imageBlocksAt: Int32Array;
  /** [rows]: the softmax probability of the likeliest code. */
  readonly imageTops: Float32Array;
  /** [textRows, codeOffset] */
  readonly textLogits: Float32Array;
  /** [imageMaxRows] and [textMaxRows] */
  readonly imageMax: Float32Array;
  readonly textMax: Float32Array;
  /** [batch, rows, width] where asked for and kept by no state. */
  readonly states: Float32Array;
  /** layers + 1 times [batch, rows, width] */
  readonly hidden: readonly Float32Array[];
}

/** Where each computed row lies: in its own sequence, and in the batch. */
interface RowPlaces {
  readonly positions: BigInt64Array;
  readonly targets: BigInt64Array;
}

/** Shapes of full passes that are remembered: more than any job has. */
const SHAPES = 16;

export class Transformer {
  readonly #graph: Graph;
  readonly #width: number;
  /** What a state keeps, with the tensor's name and layer. */
  readonly #kept: readonly { readonly kind: Kept; readonly layer: number; readonly name: string }[];
  readonly #layers: number;
  /** Stands for the past of a full pass, which is not read. */
  #blank: Float32Array = NO_NUMBERS;

  readonly #pace: Pace | undefined;
  /** By shape: full passes of a job come again in every step. */
  readonly #fullPasses = new Map<string, RowPlaces>();

  /**
   * @param pace told of every pass
   * @throws StudioError 'model-invalid' where the graph is not a transformer of this manifest.
   */
  constructor(graph: Graph, shape: Manifest['transformer'], pace?: Pace) {
    this.#pace = pace;
    this.#graph = graph;
    this.#width = shape.width;
    this.#layers = shape.layers;
    const layers = Array.from({ length: shape.layers }, (_, layer) => layer);
    const ofLayers = (kind: 'keys' | 'values') => layers.map((layer) => ({ kind, layer, name: `${kind}.${layer}` }));
    this.#kept = [...ofLayers('keys'), ...ofLayers('values'), { kind: 'states', layer: 0, name: 'states' }];
    const names = this.#kept.map(({ name }) => name);
    const rows = [
      'image_rows',
      'image_shares',
      'image_span',
      'other_states',
      'text_rows',
      'image_max_rows',
      'text_max_rows',
    ];
    graph.expect(
      ['token_ids', 'positions', 'lengths', 'targets', ...rows, ...names.map((name) => `past_${name}`)],
      [
        'image_logits',
        'image_blocks',
        'image_blocks_at',
        'image_tops',
        'text_logits',
        'image_max',
        'text_max',
        ...names,
      ],
    );
  }

  /** A full pass, or with `positions` a partial one on top of `state`. */
  async forward(request: ForwardRequest): Promise<ForwardResult> {
    const { state, positions, image } = request;
    if (positions !== undefined && state === undefined) throw new Error('A partial pass needs a state.');
    const started = performance.now();
    // Freed before the pass that brings the new ones, not after it.
    if (positions === undefined) state?.clear();
    // A head that is not wanted has no rows: it is neither computed nor fetched.
    const blocks = image?.span === undefined ? undefined : image.rows;
    const asked = {
      image_logits: blocks === undefined ? image?.rows : undefined,
      image_blocks: blocks,
      image_blocks_at: blocks,
      image_tops: image?.rows,
      text_logits: request.textRows,
      image_max: request.imageMaxRows,
      text_max: request.textMaxRows,
    };
    const heads = Object.entries(asked).flatMap(([name, rows]) => (rows?.length ? [name] : []));
    const hiddenNames = request.hidden ? Array.from({ length: this.#layers + 1 }, (_, i) => `hidden.${i}`) : [];
    const kept = state === undefined ? [] : this.#kept;
    const wanted = [...heads, ...hiddenNames, ...kept.map(({ name }) => name)];
    if (request.states && state === undefined) wanted.push('states');
    const places = this.#placesOf(request);
    const outputs = await this.#graph.run(this.#feeds(request, places), wanted);
    for (const { kind, layer, name } of kept) {
      const rows = floats(outputs, name);
      if (positions === undefined) state?.adopt(kind, layer, rows);
      else {
        state?.write(kind, layer, rows, places.targets);
        free(rows);
      }
    }
    this.#pace?.observe(shapeOf(request), (performance.now() - started) / 1000);
    const output = (name: string) => (wanted.includes(name) ? floats(outputs, name) : NO_NUMBERS);
    return {
      imageLogits: output('image_logits'),
      imageBlocks: output('image_blocks'),
      imageBlocksAt: wanted.includes('image_blocks_at') ? integers(outputs, 'image_blocks_at') : NO_PLACES,
      imageTops: output('image_tops'),
      textLogits: output('text_logits'),
      imageMax: output('image_max'),
      textMax: output('text_max'),
      states: state === undefined ? output('states') : NO_NUMBERS,
      hidden: hiddenNames.map(output),
    };
  }

  #feeds(request: ForwardRequest, { positions, targets }: RowPlaces): Record<string, TensorData> {
    // What stands for a head that is not wanted: its numbers are not fetched.
    const unwanted = this.#graph.takesEmpty ? NOTHING : FIRST_PLACE;
    const orUnwanted = (rows: BigInt64Array | undefined) => list(rows?.length ? rows : unwanted);
    const { batch, ids } = request;
    const image = request.image?.rows.length ? request.image : eachAlone(unwanted);
    const rows = ids.length / batch;
    const lengths = request.state?.lengths ?? request.lengths ?? new Array<number>(batch).fill(rows);
    const places = request.state?.places ?? rows;
    const imageDims = [image.rows.length / image.branches, image.branches];
    const { others = NO_NUMBERS } = image;
    return {
      token_ids: { type: 'int64', dims: [batch, rows], data: ids },
      positions: { type: 'int64', dims: [batch, rows], data: positions },
      lengths: list(BigInt64Array.from(lengths, BigInt)),
      targets: list(targets),
      image_rows: { type: 'int64', dims: imageDims, data: image.rows },
      image_shares: { type: 'float32', dims: imageDims, data: image.shares },
      image_span: { type: 'float32', dims: [1], data: Float32Array.of(image.span ?? 0) },
      other_states: { type: 'float32', dims: [others.length / this.#width, this.#width], data: others },
      text_rows: orUnwanted(request.textRows),
      image_max_rows: orUnwanted(request.imageMaxRows),
      text_max_rows: orUnwanted(request.textMaxRows),
      ...this.#past([batch, places, this.#width], request.positions === undefined ? undefined : request.state),
    };
  }

  #placesOf({ ids, batch, positions, state }: ForwardRequest): RowPlaces {
    const rows = ids.length / batch;
    if (positions !== undefined) {
      const places = state?.places ?? rows;
      const targets = positions.map((position, i) => Math.floor(i / rows) * places + position);
      return { positions: BigInt64Array.from(positions, BigInt), targets: BigInt64Array.from(targets, BigInt) };
    }
    const shape = `${batch} x ${rows}`;
    const known = this.#fullPasses.get(shape);
    if (known !== undefined) return known;
    const counted = Array.from(ids, (_, i) => i);
    const pass = {
      positions: BigInt64Array.from(counted, (i) => BigInt(i % rows)),
      targets: BigInt64Array.from(counted, BigInt),
    };
    if (this.#fullPasses.size >= SHAPES) this.#fullPasses.clear();
    this.#fullPasses.set(shape, pass);
    return pass;
  }

  #past(dims: readonly number[], state: KeyValues | undefined): Record<string, TensorData> {
    const size = dims.reduce((a, b) => a * b, 1);
    if (state === undefined && this.#blank.length < size) this.#blank = new Float32Array(size);
    const blank = this.#blank.subarray(0, size);
    const feeds: Record<string, TensorData> = {};
    for (const { kind, layer, name } of this.#kept) {
      feeds[`past_${name}`] = { type: 'float32', dims, data: state?.rows(kind, layer) ?? blank };
    }
    return feeds;
  }
}

function shapeOf({ ids, batch, state, image, ...rows }: ForwardRequest): PassShape {
  const each = ids.length / batch;
  const mixed = image === undefined ? 0 : image.rows.length / image.branches;
  return {
    batch,
    rows: each,
    tokens: rows.positions === undefined ? each : (state?.places ?? each),
    imageRows: mixed + (rows.imageMaxRows?.length ?? 0),
    textRows: (rows.textRows?.length ?? 0) + (rows.textMaxRows?.length ?? 0),
  };
}

function list(rows: BigInt64Array): TensorData {
  return { type: 'int64', dims: [rows.length], data: rows };
}
