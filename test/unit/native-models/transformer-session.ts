import { join } from 'node:path';
import * as ort from 'onnxruntime-node';
import type { Manifest } from '../../../preload/contract/manifest.ts';

export interface State {
  readonly keys: readonly Float32Array[];
  readonly values: readonly Float32Array[];
}

export interface Call {
  /** One row of ids per branch, all of one length. */
  readonly ids: readonly (readonly number[])[];
  /** Places of the ids in the sequence; 0, 1, 2 ... where left out. */
  readonly positions?: readonly number[];
  /** Places of the sequence; those of `ids` where left out. */
  readonly places?: number;
  readonly past?: State;
  readonly imageRows?: readonly number[];
  readonly textRows?: readonly number[];
  readonly imageMaxRows?: readonly number[];
  readonly textMaxRows?: readonly number[];
  readonly fetch: readonly string[];
}

/** The transformer of a model folder in a real ONNX Runtime session, for tests. */
export class TransformerSession {
  readonly #session: ort.InferenceSession;
  readonly #manifest: Manifest;

  private constructor(session: ort.InferenceSession, manifest: Manifest) {
    this.#session = session;
    this.#manifest = manifest;
  }

  static async open(folder: string, manifest: Manifest): Promise<TransformerSession> {
    return new TransformerSession(await ort.InferenceSession.create(join(folder, 'transformer.onnx')), manifest);
  }

  async run(call: Call): Promise<Record<string, Float32Array>> {
    const { layers, width } = this.#manifest.transformer;
    const batch = call.ids.length;
    const rows = call.ids[0].length;
    const positions = call.positions ?? Array.from({ length: rows }, (_, i) => i);
    const places = call.places ?? rows;
    const past = call.past === undefined ? 0 : places;
    const order = call.ids.flatMap((_, branch) =>
      Array.from({ length: places }, (__, place) => {
        const computed = positions.indexOf(place);
        return branch * (past + rows) + (computed < 0 ? place : past + computed);
      }),
    );
    const feeds: Record<string, ort.Tensor> = {
      token_ids: int64(call.ids.flat(), [batch, rows]),
      positions: int64(
        call.ids.flatMap(() => positions),
        [batch, rows],
      ),
      order: int64(order, [batch, places]),
      image_rows: int64(call.imageRows ?? [], [call.imageRows?.length ?? 0]),
      text_rows: int64(call.textRows ?? [], [call.textRows?.length ?? 0]),
      image_max_rows: int64(call.imageMaxRows ?? [], [call.imageMaxRows?.length ?? 0]),
      text_max_rows: int64(call.textMaxRows ?? [], [call.textMaxRows?.length ?? 0]),
    };
    for (let layer = 0; layer < layers; layer += 1) {
      const dims = [batch, past, width];
      feeds[`past_keys.${layer}`] = new ort.Tensor('float32', call.past?.keys[layer] ?? new Float32Array(0), dims);
      feeds[`past_values.${layer}`] = new ort.Tensor('float32', call.past?.values[layer] ?? new Float32Array(0), dims);
    }
    const results = await this.#session.run(feeds, [...call.fetch]);
    return Object.fromEntries(call.fetch.map((name) => [name, results[name].data as Float32Array]));
  }

  /** Names of the outputs that hold the state, and the state that they make up. */
  get stateNames(): string[] {
    return Array.from({ length: this.#manifest.transformer.layers }, (_, i) => [`keys.${i}`, `values.${i}`]).flat();
  }

  stateOf(results: Record<string, Float32Array>): State {
    const layers = Array.from({ length: this.#manifest.transformer.layers }, (_, i) => i);
    return { keys: layers.map((i) => results[`keys.${i}`]), values: layers.map((i) => results[`values.${i}`]) };
  }

  async release(): Promise<void> {
    await this.#session.release();
  }
}

function int64(values: readonly number[], dims: readonly number[]): ort.Tensor {
  return new ort.Tensor('int64', BigInt64Array.from(values, BigInt), [...dims]);
}
