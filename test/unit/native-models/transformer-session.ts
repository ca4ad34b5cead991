import { join } from 'node:path';
import { type InferenceSession, ort, type Tensor } from '../../../main/engine/runtime/onnxruntime.ts';
import { elementTypesOf, type Manifest } from '../../../preload/contract/manifest.ts';

/** Keys, values and final states by the names that the graph gives them. */
export type State = Readonly<Record<string, Float32Array | Uint16Array>>;

export interface Call {
  /** One row of ids per branch, all of one length; what lies beyond a branch's own length is filling. */
  readonly ids: readonly (readonly number[])[];
  /** Places of the ids in the sequence; 0, 1, 2 ... where left out. */
  readonly positions?: readonly number[];
  /** Places of the sequence; those of `ids` where left out. */
  readonly places?: number;
  /** Of each branch; absent: all places. */
  readonly lengths?: readonly number[];
  readonly past?: State;
  readonly imageRows?: readonly number[];
  /** How many of `imageRows` are summed to one row of logits, and their weights; absent: each alone. */
  readonly mix?: { readonly branches: number; readonly shares: readonly number[]; readonly others?: Float32Array };
  /** How far below a row's largest logit that of a block of codes may lie to be given. */
  readonly imageSpan?: number;
  readonly textRows?: readonly number[];
  readonly imageMaxRows?: readonly number[];
  readonly textMaxRows?: readonly number[];
  readonly fetch: readonly string[];
}

/** The transformer of a model folder in a real ONNX Runtime session, for tests. */
export class TransformerSession {
  readonly #session: InferenceSession;
  readonly #manifest: Manifest;

  private constructor(session: InferenceSession, manifest: Manifest) {
    this.#session = session;
    this.#manifest = manifest;
  }

  static async open(folder: string, manifest: Manifest): Promise<TransformerSession> {
    return new TransformerSession(await ort.InferenceSession.create(join(folder, 'transformer.onnx')), manifest);
  }

  async run(call: Call): Promise<Record<string, Float32Array>> {
    const { width } = this.#manifest.transformer;
    const batch = call.ids.length;
    const rows = call.ids[0].length;
    const positions = call.positions ?? Array.from({ length: rows }, (_, i) => i);
    const places = call.places ?? rows;
    const { imageRows = [], mix = { branches: 1, shares: imageRows.map(() => 1) } } = call;
    const imageDims = [imageRows.length / mix.branches, mix.branches];
    const others = mix.others ?? new Float32Array(0);
    const feeds: Record<string, Tensor> = {
      token_ids: int64(call.ids.flat(), [batch, rows]),
      positions: int64(
        call.ids.flatMap(() => positions),
        [batch, rows],
      ),
      lengths: int64(call.lengths ?? call.ids.map(() => places), [batch]),
      targets: int64(
        call.ids.flatMap((_, branch) => positions.map((place, row) => branch * places + (call.past ? place : row))),
        [batch * rows],
      ),
      image_rows: int64(imageRows, imageDims),
      image_shares: new ort.Tensor('float32', Float32Array.from(mix.shares), imageDims),
      image_logit_rows: int64([...Array(imageDims[0]).keys()], [imageDims[0]]),
      image_span: new ort.Tensor('float32', Float32Array.of(call.imageSpan ?? 0), [1]),
      other_states: new ort.Tensor('float32', others, [others.length / width, width]),
      text_rows: int64(call.textRows ?? [], [call.textRows?.length ?? 0]),
      image_max_rows: int64(call.imageMaxRows ?? [], [call.imageMaxRows?.length ?? 0]),
      text_max_rows: int64(call.textMaxRows ?? [], [call.textMaxRows?.length ?? 0]),
    };
    const keeps = call.fetch.some((name) => /^(keys|values)[.]/.test(name));
    feeds.kept_rows = int64(keeps ? [...Array(batch * rows).keys()] : [], [keeps ? batch * rows : 0]);
    for (const name of this.stateNames) {
      const isHalf = name !== 'states' && elementTypesOf(this.#manifest).keyValues === 'float16';
      const kept = call.past?.[name] ?? (isHalf ? new Uint16Array(0) : new Float32Array(0));
      feeds[`past_${name}`] = new ort.Tensor(isHalf ? 'float16' : 'float32', kept, [
        batch,
        call.past ? places : 0,
        width,
      ]);
    }
    const results = await this.#session.run(feeds, [...call.fetch]);
    return Object.fromEntries(call.fetch.map((name) => [name, results[name].data as Float32Array]));
  }

  /** Names of the outputs that hold the state, and the state that they make up. */
  get stateNames(): string[] {
    const { layers } = this.#manifest.transformer;
    return ['states', ...Array.from({ length: layers }, (_, i) => [`keys.${i}`, `values.${i}`]).flat()];
  }

  stateOf(results: Record<string, Float32Array>): State {
    return Object.fromEntries(this.stateNames.map((name) => [name, results[name]]));
  }

  async release(): Promise<void> {
    await this.#session.release();
  }
}

function int64(values: readonly number[], dims: readonly number[]): Tensor {
  return new ort.Tensor('int64', BigInt64Array.from(values, BigInt), [...dims]);
}
