/**
 * Converts pixels to token grids and back through the VQ codec: small pictures as a whole through its two graphs, large
 * ones in tiles.
 */
import { createHash } from 'node:crypto';
import type { Raster } from '../../../preload/contract/pictures.ts';
import { floats, type Graph, integers } from '../runtime/graph.ts';
import type { TokenGrid } from '../tasks/layout.ts';
import type { OnTile } from './fine-levels.ts';
import { planesToRaster, rasterToPlanes } from './pixels.ts';
import { goesWhole, type TileLimits, tileLimits } from './tile-plan.ts';
import type { TiledCodec } from './tiled-codec.ts';

/** How many pictures' codes are kept. */
const REMEMBERED = 4;

/** What encoders give. */
export const ENCODED = ['codes', 'latents'] as const;

/** How a picture is decoded. In tiles a draft takes a third of the time, and its colours differ by a few 255ths. */
export interface DecodeOptions {
  readonly draft?: boolean;
}

/** Turns pictures into grids of codes and back. */
export interface PictureCodec {
  readonly patchSize: number;
  encode(raster: Raster): Promise<TokenGrid>;
  decode(grid: TokenGrid, options?: DecodeOptions): Promise<Raster>;
}

/** Seconds that tiles take, beside those of one run over the picture: samples, and for all but drafts two runs more. */
const TILED = { draft: 1.2, exact: 3.4 } as const;

/** The VQ codec of a model. */
export class Codec implements PictureCodec {
  readonly patchSize: number;
  readonly #encoder: Graph;
  readonly #decoder: Graph;
  readonly #tiled: TiledCodec | null;
  readonly #limits: TileLimits;
  /** Seconds for each cell of one run over a picture, measured by the last decode. Previews are budgeted by it. */
  #secondsPerCell: number | null = null;
  /** Grids by the sha256 of their pixels, the latest last. */
  readonly #encoded = new Map<string, TokenGrid>();

  /** @param tiled absent where every picture goes through as a whole */
  constructor(
    encoder: Graph,
    decoder: Graph,
    patchSize: number,
    tiled: TiledCodec | null = null,
    limits: TileLimits = tileLimits,
  ) {
    this.#tiled = tiled;
    this.#limits = limits;
    encoder.expect(['pixels'], ENCODED);
    decoder.expect(['codes'], ['pixels']);
    this.#encoder = encoder;
    this.#decoder = decoder;
    this.patchSize = patchSize;
  }

  /** The same codec, which tells of every tile of a large picture. What `onTile` throws ends its work. */
  watched(onTile: OnTile): PictureCodec {
    return {
      patchSize: this.patchSize,
      encode: (raster) => this.encode(raster, onTile),
      decode: (grid, options) => this.decode(grid, options, onTile),
    };
  }

  /**
   * Encodes a picture whose sides are multiples of the patch size. A recent picture is not encoded again, since
   * the window asks for several results of one picture, job by job.
   * @throws RangeError where a side is no multiple of the patch size
   */
  async encode(raster: Raster, onTile?: OnTile): Promise<TokenGrid> {
    const { width, height, rgba } = raster;
    const key = `${width} ${height} ${createHash('sha256').update(rgba).digest('base64')}`;
    const grid = this.#encoded.get(key) ?? (await this.encodeWithLatents(raster, onTile)).grid;
    this.#encoded.delete(key);
    this.#encoded.set(key, grid);
    const [oldest] = this.#encoded.keys();
    if (this.#encoded.size > REMEMBERED && oldest !== undefined) this.#encoded.delete(oldest);
    return { ...grid, codes: grid.codes.slice() };
  }

  /** Also returns the latents [channels, rows, columns] before quantising. */
  async encodeWithLatents(raster: Raster, onTile?: OnTile): Promise<{ grid: TokenGrid; latents: Float32Array }> {
    const { width, height } = raster;
    if (width % this.patchSize !== 0 || height % this.patchSize !== 0) {
      throw new RangeError(`${width}x${height} is no multiple of the patch size ${this.patchSize}.`);
    }
    const data = rasterToPlanes(raster);
    const tiled = this.#tiledFor(width * height);
    const outputs =
      tiled === null
        ? await this.#encoder.run({ pixels: { type: 'float32', dims: [1, 3, height, width], data } }, ENCODED)
        : await tiled.encode({ channels: 3, rows: height, columns: width, data }, onTile);
    const codes = integers(outputs, 'codes');
    return {
      grid: { columns: width / this.patchSize, rows: height / this.patchSize, codes },
      latents: floats(outputs, 'latents'),
    };
  }

  /** Decodes a grid without masked cells to an opaque picture. */
  async decode(grid: TokenGrid, options: DecodeOptions = {}, onTile?: OnTile): Promise<Raster> {
    const planes = await this.decodePlanes(grid, options, onTile);
    return planesToRaster(planes, grid.columns * this.patchSize, grid.rows * this.patchSize);
  }

  /** Decodes to float32 planes [3, height, width] before clipping. */
  async decodePlanes(grid: TokenGrid, { draft = false }: DecodeOptions = {}, onTile?: OnTile): Promise<Float32Array> {
    const started = performance.now();
    const cells = grid.codes.length;
    const tiled = this.#tiledFor(cells * this.patchSize ** 2);
    const codes = {
      type: 'int64',
      dims: [1, grid.rows, grid.columns],
      data: BigInt64Array.from(grid.codes, BigInt),
    } as const;
    const planes =
      tiled === null
        ? floats(await this.#decoder.run({ codes }, ['pixels']), 'pixels')
        : await tiled.decode(codes, draft, onTile);
    this.#secondsPerCell = (performance.now() - started) / 1000 / cells / this.#runs(cells, draft);
    return planes;
  }

  /** Predicted seconds to decode this many cells; null before the first decode. */
  estimate(cells: number, { draft = false }: DecodeOptions = {}): number | null {
    return this.#secondsPerCell === null ? null : this.#secondsPerCell * cells * this.#runs(cells, draft);
  }

  async close(): Promise<void> {
    await Promise.all([this.#encoder.close(), this.#decoder.close(), this.#tiled?.close()]);
  }

  /** Null where a picture of so many pixels goes through as a whole. */
  #tiledFor(pixels: number): TiledCodec | null {
    return this.#tiled === null || goesWhole(pixels, this.#tiled.tiles, this.#limits) ? null : this.#tiled;
  }

  /** How much longer a picture takes than one run over it. */
  #runs(cells: number, draft: boolean): number {
    if (this.#tiledFor(cells * this.patchSize ** 2) === null) return 1;
    return draft ? TILED.draft : TILED.exact;
  }
}
