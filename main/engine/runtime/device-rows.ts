/** Rows that stay on the device between passes. */
import { type DeviceTensor, deviceTensor, type Graph, list } from './graph.ts';

/** Writes rows of keys and values into kept tensors on the device. */
export class DeviceRows {
  readonly #merge: Graph;

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

  async close(): Promise<void> {
    await this.#merge.close();
  }

  async #written(feeds: Parameters<Graph['run']>[0]): Promise<DeviceTensor> {
    const { merged } = await this.#merge.run(feeds, ['merged']);
    const onDevice = deviceTensor(merged);
    if (onDevice === undefined) throw new Error('What was merged on the device has left it.');
    return onDevice;
  }
}
