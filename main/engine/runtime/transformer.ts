/**
 * The transformer's graph: token ids in, logits at the wanted positions out. It knows its tensors and not their
 * meaning.
 */
import type { DeviceRows } from './device-rows.ts';
import { eachAlone, type ForwardRequest, type ForwardResult } from './forward.ts';
import {
  anyFloats,
  type DeviceTensor,
  deviceTensor,
  type Floats,
  floats,
  floatTensor,
  type Graph,
  integers,
  list,
  type TensorData,
} from './graph.ts';
import { inMemory, type KeyValues } from './key-values.ts';
import type { PassShape, PassTimer } from './pass-timer.ts';
import { inputNames, type KeptOutput, keptOutputs, outputNames, type TransformerShape } from './transformer-names.ts';

const NOTHING = new BigInt64Array(0);
const FIRST_PLACE = BigInt64Array.of(0n);
const NO_NUMBERS = new Float32Array(0);
const NO_PLACES = new Int32Array(0);

/** Where each computed row lies, in its own sequence and in the batch. */
interface RowTargets {
  readonly positions: BigInt64Array;
  readonly targets: BigInt64Array;
}

/** A transformer, and how to close its graphs. */
export interface OpenTransformer {
  readonly transformer: Transformer;
  readonly close: () => Promise<void>;
}

/** How many shapes of full passes are kept, which is more than any job has. */
const SHAPES = 16;

/** Runs full and partial passes. */
export class Transformer {
  readonly #graph: Graph;
  readonly #width: number;
  /** Outputs that go into a state. */
  readonly #kept: readonly KeptOutput[];
  readonly #layers: number;
  readonly #noKeyValues: Floats;

  readonly #passTimer: PassTimer | undefined;
  /** Set where the graph leaves keys and values on the device. */
  readonly #onDevice: DeviceRows | undefined;
  /** Row targets by shape, since full passes of a job repeat in every step. */
  readonly #fullPasses = new Map<string, RowTargets>();

  /**
   * @param passTimer observes every pass
   * @param onDevice needed where the graph leaves outputs on the device
   * @throws StudioError 'model-invalid' where the graph is not a transformer of this manifest.
   */
  constructor(graph: Graph, shape: TransformerShape, passTimer?: PassTimer, onDevice?: DeviceRows) {
    this.#passTimer = passTimer;
    this.#onDevice = onDevice;
    this.#graph = graph;
    this.#width = shape.width;
    this.#layers = shape.layers;
    this.#noKeyValues = shape.keyValues === 'float32' ? NO_NUMBERS : new Uint16Array(0);
    this.#kept = keptOutputs(shape.layers);
    graph.expect(inputNames(this.#kept), outputNames(this.#kept));
  }

  /**
   * Runs a full pass, or with `positions` a partial pass on top of `state`.
   * @throws StudioError 'out-of-memory', 'model-invalid' or 'internal'
   */
  async forward(request: ForwardRequest): Promise<ForwardResult> {
    const { state, positions, image } = request;
    if (positions !== undefined && state === undefined) throw new Error('A partial pass needs a state.');
    const started = performance.now();
    // The old rows are released before the pass that brings the new ones.
    if (positions === undefined) state?.clear();
    // A head without rows is neither computed nor fetched.
    const blocks = image?.logitMargin === undefined ? undefined : image.rows;
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
    const where = this.#targetsOf(request);
    const outputs = await this.#graph.run(this.#feeds(request, where), wanted);
    for (const { kind, layer, name } of kept) {
      const rows = deviceTensor(outputs[name]) ?? anyFloats(outputs, name);
      if (positions === undefined) state?.adopt(kind, layer, rows);
      else await state?.write(kind, layer, rows, where.targets, this.#onDevice);
    }
    this.#passTimer?.observe(shapeOf(request), (performance.now() - started) / 1000);
    const output = (name: string) => (wanted.includes(name) ? floats(outputs, name) : NO_NUMBERS);
    return {
      imageLogits: output('image_logits'),
      imageBlocks: output('image_blocks'),
      imageBlocksAt: wanted.includes('image_blocks_at') ? integers(outputs, 'image_blocks_at') : NO_PLACES,
      topProbabilities: output('image_tops'),
      textLogits: output('text_logits'),
      imageMax: output('image_max'),
      textMax: output('text_max'),
      states: state === undefined ? output('states') : NO_NUMBERS,
      hidden: hiddenNames.map(output),
    };
  }

  #feeds(request: ForwardRequest, { positions, targets }: RowTargets): Record<string, TensorData | DeviceTensor> {
    // Stands for an unwanted head, whose output is not fetched.
    const unwanted = this.#graph.takesEmpty ? NOTHING : FIRST_PLACE;
    const orUnwanted = (rows: BigInt64Array | undefined) => list(rows?.length ? rows : unwanted);
    const { batch, ids } = request;
    const image = request.image?.rows.length ? request.image : eachAlone(unwanted);
    const rows = ids.length / batch;
    const lengths = request.state?.lengths ?? request.lengths ?? new Array<number>(batch).fill(rows);
    const paddedLength = request.state?.paddedLength ?? rows;
    const imageDims = [image.rows.length / image.branches, image.branches] as const;
    const { others = NO_NUMBERS } = image;
    return {
      token_ids: { type: 'int64', dims: [batch, rows], data: ids },
      positions: { type: 'int64', dims: [batch, rows], data: positions },
      lengths: list(BigInt64Array.from(lengths, BigInt)),
      targets: list(targets),
      kept_rows: list(this.#keptRows(request, targets.length)),
      image_rows: { type: 'int64', dims: imageDims, data: image.rows },
      image_shares: { type: 'float32', dims: imageDims, data: image.weights },
      image_logit_rows: orUnwanted(image.logitMargin === undefined ? counted(imageDims[0]) : undefined),
      image_span: { type: 'float32', dims: [1], data: Float32Array.of(image.logitMargin ?? 0) },
      other_states: { type: 'float32', dims: [others.length / this.#width, this.#width], data: others },
      text_rows: orUnwanted(request.textRows),
      image_max_rows: orUnwanted(request.imageMaxRows),
      text_max_rows: orUnwanted(request.textMaxRows),
      ...this.#past([batch, paddedLength, this.#width], request.positions === undefined ? undefined : request.state),
    };
  }

  #targetsOf({ ids, batch, positions, state }: ForwardRequest): RowTargets {
    const rows = ids.length / batch;
    if (positions !== undefined) {
      const paddedLength = state?.paddedLength ?? rows;
      const targets = positions.map((position, i) => Math.floor(i / rows) * paddedLength + position);
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

  /** Computed rows whose keys and values leave the graph: all or none. */
  #keptRows({ state, batch }: ForwardRequest, computed: number): BigInt64Array {
    if (state !== undefined) return counted(computed);
    return this.#graph.takesEmpty ? NOTHING : counted(batch);
  }

  /** What is kept of an earlier pass, or for a full pass nothing. */
  #past(dims: readonly number[], state: KeyValues | undefined): Record<string, TensorData | DeviceTensor> {
    const [batch = 0, , width = 0] = dims;
    const feeds: Record<string, TensorData | DeviceTensor> = {};
    for (const { kind, layer, name } of this.#kept) {
      const nothing = kind === 'states' ? NO_NUMBERS : this.#noKeyValues;
      const rows = state?.rows(kind, layer) ?? nothing;
      feeds[`past_${name}`] = inMemory(rows) ? floatTensor(rows, rows === nothing ? [batch, 0, width] : dims) : rows;
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
    tokens: rows.positions === undefined ? each : (state?.paddedLength ?? each),
    imageRows: mixed + (rows.imageMaxRows?.length ?? 0),
    textRows: (rows.textRows?.length ?? 0) + (rows.textMaxRows?.length ?? 0),
  };
}

function counted(length: number): BigInt64Array {
  return BigInt64Array.from({ length }, (_, i) => BigInt(i));
}
