/**
 * The fine levels of one half of the codec, tile by tile. Convolutions see what is beside a tile, which is computed
 * along with it. Group norms see the whole picture, so that all tiles must be given the means and variances of all of it.
 * A sample of patches estimates them. Running the tiles with the estimate measures what they are, but only as far as the
 * norms before were given the right ones. The next estimate is the sample's again, corrected norm by norm by how far it
 * was from what was measured: it says how much later norms change where earlier ones are set right, since it computes
 * them. That leaves a twentieth or less of what was wrong (docs/decisions/0019-codec-in-tiles.md).
 */
import { free } from '../runtime/free.ts';
import { floats, type Graph, type TensorData } from '../runtime/graph.ts';
import { furthest, improved, noCorrection, TileMeans } from './moments.ts';
import { copied, type Planes, pasted, planesOf } from './planes.ts';
import { samplePlan } from './sample-plan.ts';
import { lengthOf, rectangles, type SideOf, type Span, tileSpans } from './tile-plan.ts';

/** Which half, and how it sees. Sides are counted in places where tiles and coarse levels meet. */
export interface FineHalf {
  readonly tile: Graph;
  readonly sample: Graph;
  /** Names of the input and of the output. */
  readonly takes: 'pixels' | 'hidden';
  readonly gives: 'pixels' | 'hidden';
  /** Channels of the output. */
  readonly channels: number;
  /** Places of the input and of the output along one side of a place. */
  readonly scale: { readonly taken: number; readonly given: number };
  readonly sideOf: SideOf;
  /** The same for a sample, which needs less around it. */
  readonly sampleSideOf: SideOf;
  readonly norms: number;
  readonly groups: number;
  /** Longest side of a tile. */
  readonly longest: number;
}

/**
 * Told after every tile which share of the work is done, from 0 to 1. What it throws ends the work.
 */
export type OnTile = (share: number) => void;

/** Most pictures are right after as many runs. */
const USUAL_RUNS = 3;
/** No picture was seen to need more than four. */
const MOST_RUNS = 6;

interface Tile {
  readonly rows: Span;
  readonly columns: Span;
}

/**
 * Runs a half over `source`, again and again until what the norms were given is what all tiles then measure, apart from
 * `tolerance` of a deviation. Each run but the first begins with a corrected sample.
 */
export async function runFine(
  half: FineHalf,
  source: Planes,
  tolerance: number,
  onTile: OnTile = () => undefined,
): Promise<Planes> {
  const { taken, given } = half.scale;
  const whole = planesOf(half.channels, (source.rows / taken) * given, (source.columns / taken) * given);
  let correction = noCorrection(half.norms, half.groups);
  const runs = Number.isFinite(tolerance) ? USUAL_RUNS : 1;
  for (let run = 1; ; run++) {
    const moments = await sampled(half, source, correction);
    const means = new TileMeans(half.norms, half.groups);
    await eachTile(half, source, moments, (tile, outputs) => {
      means.add(outputs.means, lengthOf(tile.rows) * lengthOf(tile.columns));
      const at = { row: tile.rows.start * given, column: tile.columns.start * given };
      pasted(outputs.output, outputs.given, whole, at);
      onTile(Math.min(1, (run - 1 + outputs.done) / runs));
    });
    const measured = means.moments();
    if (run === MOST_RUNS || furthest(moments, measured, half.groups) <= tolerance) return whole;
    correction = improved(correction, moments, measured, half.groups);
  }
}

/** Means and variances of the norms by a sample of the picture. */
async function sampled(half: FineHalf, source: Planes, correction: Float32Array): Promise<Float32Array> {
  const { scale, takes, norms, groups } = half;
  const plan = samplePlan(source.rows / scale.taken, source.columns / scale.taken, half.sampleSideOf, scale.taken);
  const [first] = plan.patches;
  if (first === undefined) throw new Error('A sample has patches.');
  const [height, width] = [lengthOf(first.rows), lengthOf(first.columns)];
  const size = { rows: height, columns: width };
  const patches = plan.patches.map((patch) => copied(source, patch));
  const whole = { rows: { start: 0, end: source.rows }, columns: { start: 0, end: source.columns } };
  const mask = (marked: (patch: number) => Tile) =>
    joined(plan.patches.map((patch, i) => marks(size, patch, [whole, marked(i)])));
  const dims = [patches.length, 1, height, width];
  const outputs = await half.sample.run(
    {
      [takes]: float([patches.length, source.channels, height, width], joined(patches.map(({ data }) => data))),
      inside: float(
        dims,
        mask(() => whole),
      ),
      counted: float(
        dims,
        mask((i) => plan.counted[i] ?? whole),
      ),
      corrections: float([norms, 2, groups], correction),
      cuts: levels(plan.cuts),
    },
    ['moments'],
  );
  return floats(outputs, 'moments').slice();
}

/** Runs tile after tile and hands over what each gives, and which share of the tiles is `done` with it. */
async function eachTile(
  half: FineHalf,
  source: Planes,
  moments: Float32Array,
  use: (tile: Tile, outputs: { means: Float32Array; output: Planes; given: Tile; done: number }) => void,
): Promise<void> {
  const { scale, takes, gives, sideOf, longest, norms, groups } = half;
  const [rows, columns] = [source.rows / scale.taken, source.columns / scale.taken];
  const [allDown, allAcross] = [tileSpans(rows, longest), tileSpans(columns, longest)];
  for (const [row, down] of allDown.entries()) {
    for (const [column, across] of allAcross.entries()) {
      const [vertical, horizontal] = [sideOf(down, rows), sideOf(across, columns)];
      const part = copied(source, { rows: vertical.taken, columns: horizontal.taken });
      const outputs = await half.tile.run(
        {
          [takes]: float([1, part.channels, part.rows, part.columns], part.data),
          moments: float([norms, 2, groups], moments),
          cuts: levels(rectangles(vertical.cuts, horizontal.cuts)),
          owns: levels(rectangles(vertical.owns, horizontal.owns)),
        },
        [gives, 'means'],
      );
      const [, channels = 0, height = 0, width = 0] = outputs[gives]?.dims ?? [];
      const data = floats(outputs, gives);
      use(
        { rows: down, columns: across },
        {
          means: floats(outputs, 'means'),
          output: { channels, rows: height, columns: width, data },
          given: { rows: vertical.given, columns: horizontal.given },
          done: (row * allAcross.length + column + 1) / (allDown.length * allAcross.length),
        },
      );
      free(part.data, data);
    }
  }
}

/** 1 at the places of a patch that lie in all of these rectangles, and 0 elsewhere. */
function marks(size: { rows: number; columns: number }, patch: Tile, rectangles: readonly Tile[]): Float32Array {
  const plane = new Float32Array(size.rows * size.columns);
  for (let row = 0; row < size.rows; row++) {
    for (let column = 0; column < size.columns; column++) {
      const [down, across] = [patch.rows.start + row, patch.columns.start + column];
      const isIn = rectangles.every((one) => has(one.rows, down) && has(one.columns, across));
      plane[row * size.columns + column] = isIn ? 1 : 0;
    }
  }
  return plane;
}

const has = ({ start, end }: Span, place: number) => place >= start && place < end;

const float = (dims: readonly number[], data: Float32Array): TensorData => ({ type: 'float32', dims, data });
const levels = (data: BigInt64Array): TensorData => ({ type: 'int64', dims: [data.length / 4, 4], data });

function joined(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
