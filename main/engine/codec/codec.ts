/** Converts pixels to token grids and back through the two graphs of the VQ codec. */
import { createHash } from 'node:crypto';
import type { Raster } from '../../../preload/contract/pictures.ts';
import { floats, type Graph, integers } from '../runtime/graph.ts';
import type { TokenGrid } from '../tasks/layout.ts';
import { planesToRaster, rasterToPlanes } from './pixels.ts';

/** How many pictures' codes are kept. */
const REMEMBERED = 4;

/** The VQ codec of a model. */
export class Codec {
  readonly patchSize: number;
  readonly #encoder: Graph;
  readonly #decoder: Graph;
  /** Measured by the last decode. Previews are budgeted by it. */
  #secondsPerCell: number | null = null;
  /** Grids by the sha256 of their pixels, the latest last. */
  readonly #encoded = new Map<string, TokenGrid>();

  constructor(encoder: Graph, decoder: Graph, patchSize: number) {
    encoder.expect(['pixels'], ['codes', 'latents']);
    decoder.expect(['codes'], ['pixels']);
    this.#encoder = encoder;
    this.#decoder = decoder;
    this.patchSize = patchSize;
  }

  /**
   * Encodes a picture whose sides are multiples of the patch size. A recent picture is not encoded again, since
   * the window asks for several results of one picture, job by job.
   * @throws RangeError where a side is no multiple of the patch size
   */
  async encode(raster: Raster): Promise<TokenGrid> {
    const { width, height, rgba } = raster;
    const key = `${width} ${height} ${createHash('sha256').update(rgba).digest('base64')}`;
    const grid = this.#encoded.get(key) ?? (await this.encodeWithLatents(raster)).grid;
    this.#encoded.delete(key);
    this.#encoded.set(key, grid);
    const [oldest] = this.#encoded.keys();
    if (this.#encoded.size > REMEMBERED && oldest !== undefined) this.#encoded.delete(oldest);
    return { ...grid, codes: grid.codes.slice() };
  }

  /** Also returns the latents [channels, rows, columns] before quantising. */
  async encodeWithLatents(raster: Raster): Promise<{ grid: TokenGrid; latents: Float32Array }> {
    const { width, height } = raster;
    if (width % this.patchSize !== 0 || height % this.patchSize !== 0) {
      throw new RangeError(`${width}x${height} is no multiple of the patch size ${this.patchSize}.`);
    }
    const pixels = { type: 'float32', dims: [1, 3, height, width], data: rasterToPlanes(raster) } as const;
    const outputs = await this.#encoder.run({ pixels }, ['codes', 'latents']);
    const codes = integers(outputs, 'codes');
    return {
      grid: { columns: width / this.patchSize, rows: height / this.patchSize, codes },
      latents: floats(outputs, 'latents'),
    };
  }

  /** Decodes a grid without masked cells to an opaque picture. */
  async decode(grid: TokenGrid): Promise<Raster> {
    return planesToRaster(await this.decodePlanes(grid), grid.columns * this.patchSize, grid.rows * this.patchSize);
  }

  /** Decodes to float32 planes [3, height, width] before clipping. */
  async decodePlanes(grid: TokenGrid): Promise<Float32Array> {
    const started = performance.now();
    const codes = {
      type: 'int64',
      dims: [1, grid.rows, grid.columns],
      data: BigInt64Array.from(grid.codes, BigInt),
    } as const;
    const planes = floats(await this.#decoder.run({ codes }, ['pixels']), 'pixels');
    this.#secondsPerCell = (performance.now() - started) / 1000 / grid.codes.length;
    return planes;
  }

  /** Predicted seconds to decode this many cells; null before the first decode. */
  estimate(cells: number): number | null {
    return this.#secondsPerCell === null ? null : this.#secondsPerCell * cells;
  }

  async close(): Promise<void> {
    await Promise.all([this.#encoder.close(), this.#decoder.close()]);
  }
}
