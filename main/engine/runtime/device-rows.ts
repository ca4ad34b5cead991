/** Rows that stay on the device that computed them, from one pass to the next. */
import { type DeviceTensor, deviceTensor, type Graph, list } from './graph.ts';

export class DeviceRows {
  readonly #merge: Graph;
  #blank: DeviceTensor | undefined;

  /**
   * @param merge the model's 'key-values' graph, opened so that what it gives stays on the device
   * @throws StudioError 'model-invalid'
   */
  constructor(merge: Graph) {
    merge.expect(['past', 'targets', 'rows'], ['merged']);
    this.#merge = merge;
  }

  /** `past` [batch, paddedLength, width] with `rows` written at `targets`, counted over [batch * paddedLength]. Both are given up. */
  async merged(past: DeviceTensor, rows: DeviceTensor, targets: BigInt64Array): Promise<DeviceTensor> {
    const merged = await this.#written({ past, rows, targets: list(targets) });
    past.dispose();
    rows.dispose();
    return merged;
  }

  /** Something of this shape that nobody reads: it crosses once, and not at every pass. Valid until the next call. */
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
