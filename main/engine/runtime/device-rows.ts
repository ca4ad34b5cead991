/** Rows that stay on the device between passes. */
import { type DeviceTensor, deviceTensor, type Graph, list } from './graph.ts';

/** Writes rows of keys and values into kept tensors on the device. */
export class DeviceRows {
  readonly #merge: Graph;
  #blank: DeviceTensor | undefined;

  /**
   * @param merge the model's 'key-values' graph, opened with its output left on the device
   * @throws StudioError 'model-invalid'
   */
  constructor(merge: Graph) {
    merge.expect(['past', 'targets', 'rows'], ['merged']);
    this.#merge = merge;
  }

  /**
   * Writes `rows` [targets, width] into `past` [batch, paddedLength, width] at `targets`, which count over
   * [batch * paddedLength]. It disposes of both and returns a new tensor.
   */
  async merged(past: DeviceTensor, rows: DeviceTensor, targets: BigInt64Array): Promise<DeviceTensor> {
    const merged = await this.#written({ past, rows, targets: list(targets) });
    past.dispose();
    rows.dispose();
    return merged;
  }

  /** A tensor of this shape that no kernel reads, uploaded once instead of at every pass. Valid until the next call. */
  async blank(dims: readonly number[]): Promise<DeviceTensor> {
    if (this.#blank?.dims.join() === dims.join()) return this.#blank;
    this.#forget();
    const [width = 0] = dims.slice(-1);
    const zeros = (shape: readonly number[]) => {
      return { type: 'float32', dims: shape, data: new Float32Array(shape.reduce((a, b) => a * b, 1)) } as const;
    };
    const feeds = { past: zeros(dims), rows: zeros([1, 1, width]), targets: list(BigInt64Array.of(0n)) };
    this.#blank = await this.#written(feeds);
    return this.#blank;
  }

  async close(): Promise<void> {
    this.#forget();
    await this.#merge.close();
  }

  async #written(feeds: Parameters<Graph['run']>[0]): Promise<DeviceTensor> {
    const { merged } = await this.#merge.run(feeds, ['merged']);
    const onDevice = deviceTensor(merged);
    if (onDevice === undefined) throw new Error('What was merged on the device has left it.');
    return onDevice;
  }

  #forget(): void {
    this.#blank?.dispose();
    this.#blank = undefined;
  }
}
