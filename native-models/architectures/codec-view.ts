import type { GraphBuilder, Value } from '../graph/builder.ts';
import { type Affine, cast, doubleSize, groupNorm, halfSize } from '../graph/operations.ts';

/** The reference fixes it: every group norm of the codec, the attention's included. */
const EPSILON = 1e-6;

/**
 * What a graph of the codec has of a picture: all of it, a tile, or a sample of patches. Convolutions see places
 * beside their own, and group norms see all places, so both ask here.
 */
export interface View {
  /** Group norm of x [B, channels, H, W]; `affine` holds [channels, 1, 1] factors and summands. */
  normed(x: Value, affine: Affine, channels: number): Value;
  /** x with zeros at places outside of the picture, as a convolution must find them. */
  edged(x: Value): Value;
  /** The next finer level begins. */
  doubled(): void;
  /** The next coarser level begins. */
  halved(): void;
  /** Keeps of x the part that the following layers need. */
  cut(x: Value): Value;
}

/** All of a picture, as the reference sees it. */
export function wholeView(g: GraphBuilder, groups: number): View {
  return {
    normed: (x, affine) => groupNorm(g, x, affine, groups, EPSILON),
    edged: (x) => x,
    doubled: () => undefined,
    halved: () => undefined,
    cut: (x) => x,
  };
}

/** Rectangles of an input [levels, 4], level by level: top, left, bottom, right in places of x. */
class Rectangles {
  readonly #g: GraphBuilder;
  readonly #rectangles: Value;

  constructor(g: GraphBuilder, name: string) {
    this.#g = g;
    this.#rectangles = g.input(name, 'int64', ['levels', 4]);
  }

  /** The part of x [B, C, H, W] within the rectangle of a level. */
  of(x: Value, level: number): Value {
    const g = this.#g;
    const row = g.node('Gather', [this.#rectangles, g.ints(level)], { axis: { int: 0 } });
    const corner = (at: readonly number[]): Value => g.node('Gather', [row, g.ints(at)], { axis: { int: 0 } });
    return g.node('Slice', [x, corner([0, 1]), corner([2, 3]), g.ints([2, 3])]);
  }
}

/** What group norms find, as outputs and inputs [norms, 2, groups]: two numbers for each group of each norm. */
class NormRows {
  readonly #g: GraphBuilder;
  readonly #groups: number;
  readonly #given: Value;
  readonly #found: Value[] = [];

  constructor(g: GraphBuilder, groups: number, given: string) {
    this.#g = g;
    this.#groups = groups;
    this.#given = g.input(given, 'float32', ['norms', 2, groups]);
  }

  /** The two rows [groups] that the next norm is given. */
  next(): readonly [Value, Value] {
    const g = this.#g;
    const row = g.node('Gather', [this.#given, g.ints(this.#found.length)], { axis: { int: 0 } });
    const part = (at: number): Value => g.node('Gather', [row, g.ints(at)], { axis: { int: 0 } });
    return [part(0), part(1)];
  }

  /** Adds what a norm has found. */
  add(first: Value, second: Value): void {
    const g = this.#g;
    const row = (y: Value): Value => g.node('Reshape', [y, g.ints([1, 1, this.#groups])]);
    this.#found.push(g.node('Concat', [row(first), row(second)], { axis: { int: 1 } }));
  }

  output(name: string): void {
    const all = this.#g.node('Concat', this.#found, { axis: { int: 0 } });
    this.#g.output(name, all, 'float32', ['norms', 2, this.#groups]);
  }
}

/**
 * A tile with enough around it. Its inner edges are padded with zeros like the picture's own, which spoils the places
 * that `cuts` takes off. Each norm is given its means and variances, and gives the means of the numbers and of their
 * squares over what is the tile's own, so that all tiles together measure the picture.
 */
export class TileView implements View {
  readonly #g: GraphBuilder;
  readonly #groups: number;
  readonly #moments: NormRows;
  readonly #cuts: Rectangles;
  readonly #owns: Rectangles;
  #level = 0;
  #cutsDone = 0;

  constructor(g: GraphBuilder, groups: number) {
    this.#g = g;
    this.#groups = groups;
    this.#moments = new NormRows(g, groups, 'moments');
    this.#cuts = new Rectangles(g, 'cuts');
    this.#owns = new Rectangles(g, 'owns');
  }

  normed(x: Value, affine: Affine, channels: number): Value {
    const [mean, variance] = this.#moments.next();
    const g = this.#g;
    const own = this.#owns.of(x, this.#level);
    const share = g.node('Div', [cast(g, g.node('Size', [own]), 'float32'), g.floats([this.#groups], [])]);
    const meanBy = (operator: 'ReduceSum' | 'ReduceSumSquare') =>
      g.node('Div', [groupSums(g, own, operator, this.#groups), share]);
    this.#moments.add(meanBy('ReduceSum'), meanBy('ReduceSumSquare'));
    return applied(g, x, affine, { mean, variance }, [this.#groups, channels]);
  }

  edged(x: Value): Value {
    return x;
  }

  doubled(): void {
    // A level of the decoder begins by doubling, and its first one is the first that runs in tiles.
    this.#level = this.#cutsDone;
  }

  halved(): void {
    this.#level += 1;
  }

  cut(x: Value): Value {
    return this.#cuts.of(x, this.#cutsDone++);
  }

  output(): void {
    this.#moments.output('means');
  }
}

/**
 * Patches of one size from anywhere in a picture. `inside` [P, 1, H, W] is 1 at places of the picture and `counted` at
 * those that count, both 0 elsewhere. Each norm measures means and variances over all patches together, corrects them
 * by what it is given (a summand and a factor), and gives them.
 */
export class SampleView implements View {
  readonly #g: GraphBuilder;
  readonly #groups: number;
  readonly #cuts: Rectangles;
  readonly #corrections: NormRows;
  #cutsDone = 0;
  #inside: Value;
  #counted: Value;

  constructor(g: GraphBuilder, groups: number) {
    this.#g = g;
    this.#groups = groups;
    this.#inside = g.input('inside', 'float32', ['patches', 1, 'height', 'width']);
    this.#counted = g.input('counted', 'float32', ['patches', 1, 'height', 'width']);
    this.#corrections = new NormRows(g, groups, 'corrections');
    this.#cuts = new Rectangles(g, 'cuts');
  }

  normed(x: Value, affine: Affine, channels: number): Value {
    const g = this.#g;
    const size = [this.#groups, channels] as const;
    const places = g.node('ReduceSum', [this.#counted], { keepdims: { int: 0 } });
    const numbers = g.node('Mul', [places, g.floats([channels / this.#groups], [])]);
    // [P, channels, H, W] to [groups], over all patches.
    const meanOf = (y: Value): Value => {
      const counted = g.node('Mul', [y, this.#counted]);
      return g.node('Div', [groupSums(g, counted, 'ReduceSum', this.#groups), numbers]);
    };
    const [summand, factor] = this.#corrections.next();
    const found = meanOf(x);
    const away = g.node('Sub', [x, perChannel(g, found, size)]);
    const mean = g.node('Add', [found, summand]);
    const variance = g.node('Mul', [meanOf(g.node('Mul', [away, away])), factor]);
    this.#corrections.add(mean, variance);
    return applied(g, x, affine, { mean, variance }, size);
  }

  edged(x: Value): Value {
    return this.#g.node('Mul', [x, this.#inside]);
  }

  doubled(): void {
    [this.#inside, this.#counted] = [doubleSize(this.#g, this.#inside), doubleSize(this.#g, this.#counted)];
  }

  halved(): void {
    [this.#inside, this.#counted] = [halfSize(this.#g, this.#inside), halfSize(this.#g, this.#counted)];
  }

  cut(x: Value): Value {
    const level = this.#cutsDone++;
    this.#inside = this.#cuts.of(this.#inside, level);
    this.#counted = this.#cuts.of(this.#counted, level);
    return this.#cuts.of(x, level);
  }

  output(): void {
    this.#corrections.output('moments');
  }
}

/** Of x [B, channels, H, W] the sums of every group, or of its squares, over all of the batch: [groups]. */
function groupSums(g: GraphBuilder, x: Value, operator: 'ReduceSum' | 'ReduceSumSquare', groups: number): Value {
  // Row by row first, since a sum of millions of numbers in 32 bits no longer sees each of them.
  const rows = g.node(operator, [x, g.ints([3])], { keepdims: { int: 0 } });
  const grouped = g.node('Reshape', [rows, g.ints([0, groups, -1])]);
  return g.node('ReduceSum', [grouped, g.ints([0, 2])], { keepdims: { int: 0 } });
}

/** x times one factor plus one summand for every channel. `mean` and `variance` hold a number for every group. */
function applied(
  g: GraphBuilder,
  x: Value,
  affine: Affine,
  { mean, variance }: { readonly mean: Value; readonly variance: Value },
  size: readonly [number, number],
): Value {
  const deviation = g.node('Sqrt', [g.node('Add', [variance, g.floats([EPSILON], [])])]);
  const scale = g.node('Div', [affine.weight, perChannel(g, deviation, size)]);
  const shift = g.node('Sub', [affine.bias, g.node('Mul', [perChannel(g, mean, size), scale])]);
  return g.node('Add', [g.node('Mul', [x, scale]), shift]);
}

/** Numbers [groups] as [channels, 1, 1]. */
function perChannel(g: GraphBuilder, y: Value, [groups, channels]: readonly [number, number]): Value {
  const rows = g.node('Reshape', [y, g.ints([groups, 1])]);
  const wide = g.node('Expand', [rows, g.ints([groups, channels / groups])]);
  return g.node('Reshape', [wide, g.ints([channels, 1, 1])]);
}
