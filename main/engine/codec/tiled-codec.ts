/** The codec in tiles: the fine levels run over a part of the picture at a time, the coarse ones over all of it. */
import { floats, type Graph, type TensorData } from '../runtime/graph.ts';
import type { Tensor } from '../runtime/onnxruntime.ts';
import { type FineHalf, type OnTile, runFine } from './fine-levels.ts';
import type { Planes } from './planes.ts';
import { sampleSight } from './sample-plan.ts';
import { type CodecTiles, decodingSide, encodingSide, longestSide, type TileLimits } from './tile-plan.ts';

type Half = 'encoder' | 'decoder';
type Part = 'coarse' | 'tile' | 'sample';
/** The role of a graph in its manifest. */
export type TileRole = `codec-${Half}-${Part}`;

/**
 * How far from the picture's own the means and variances of its group norms may be, in deviations. At 0.0005 no colour is
 * off by a 255th, and cells have the codes that they have as a whole. A draft takes the first estimate, with which colours
 * differ by a few 255ths at edges.
 */
const TOLERANCES = { draft: Number.POSITIVE_INFINITY, exact: 5e-4 } as const;

interface HalfGraphs {
  readonly coarse: Graph;
  readonly fine: FineHalf;
}

/** Opens its graphs at first use, since most pictures go through as a whole. */
export class TiledCodec {
  readonly tiles: CodecTiles;
  readonly #open: (role: TileRole) => Promise<Graph>;
  readonly #limits: TileLimits;
  readonly #halves = new Map<Half, Promise<HalfGraphs>>();

  constructor(tiles: CodecTiles, open: (role: TileRole) => Promise<Graph>, limits: TileLimits) {
    this.tiles = tiles;
    this.#open = open;
    this.#limits = limits;
  }

  /** pixels [3, height, width] to codes and latents. */
  async encode(pixels: Planes, onTile?: OnTile): Promise<Readonly<Record<string, Tensor>>> {
    const { coarse, fine } = await this.#half('encoder');
    const hidden = await runFine(fine, pixels, TOLERANCES.exact, onTile);
    const dims = [1, hidden.channels, hidden.rows, hidden.columns];
    return coarse.run({ hidden: { type: 'float32', dims, data: hidden.data } }, ['codes', 'latents']);
  }

  /** codes to pixels [3, height, width]. */
  async decode(codes: TensorData, draft: boolean, onTile?: OnTile): Promise<Float32Array> {
    const { coarse, fine } = await this.#half('decoder');
    const outputs = await coarse.run({ codes }, ['hidden']);
    const [, channels = 0, rows = 0, columns = 0] = outputs.hidden?.dims ?? [];
    const hidden = { channels, rows, columns, data: floats(outputs, 'hidden') };
    return (await runFine(fine, hidden, draft ? TOLERANCES.draft : TOLERANCES.exact, onTile)).data;
  }

  async close(): Promise<void> {
    for (const half of this.#halves.values()) {
      const { coarse, fine } = await half;
      await Promise.all([coarse.close(), fine.tile.close(), fine.sample.close()]);
    }
  }

  #half(half: Half): Promise<HalfGraphs> {
    const opened = this.#halves.get(half) ?? this.#openHalf(half);
    this.#halves.set(half, opened);
    // What cannot be opened now may be another time, when there is more memory.
    opened.catch(() => this.#halves.delete(half));
    return opened;
  }

  async #openHalf(half: Half): Promise<HalfGraphs> {
    const [tile, sample, coarse] = [
      await this.#open(`codec-${half}-tile`),
      await this.#open(`codec-${half}-sample`),
      await this.#open(`codec-${half}-coarse`),
    ];
    const { placeSize, groups } = this.tiles;
    const { sees, norms } = this.tiles[half];
    const common = { tile, sample, norms, groups, longest: longestSide(this.tiles, this.#limits) };
    const encodes = half === 'encoder';
    const sideOf = encodes ? encodingSide : decodingSide;
    return {
      coarse,
      fine: {
        ...common,
        takes: encodes ? 'pixels' : 'hidden',
        gives: encodes ? 'hidden' : 'pixels',
        channels: encodes ? this.tiles.encoder.channels : 3,
        scale: encodes ? { taken: placeSize, given: 1 } : { taken: 1, given: placeSize },
        sideOf: sideOf(sees),
        sampleSideOf: sideOf(sampleSight(sees)),
      },
    };
  }
}
