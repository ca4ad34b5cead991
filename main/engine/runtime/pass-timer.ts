/** How long passes take on this machine, learned from every pass and used to predict the next ones. */
import type { Manifest } from '../../../preload/contract/manifest.ts';

/** The size of one pass. */
export interface PassShape {
  readonly batch: number;
  /** Rows computed of each sequence. */
  readonly rows: number;
  /** Length of each sequence. */
  readonly tokens: number;
  /** Rows of logits of the whole batch. */
  readonly imageRows: number;
  readonly textRows: number;
}

/** How many samples of one size are kept. */
const REMEMBERED = 9;
/** Sizes within a quarter of an octave count as equal. */
const STEPS_AN_OCTAVE = 4;

/** Predicts seconds by what this machine took so far. */
export class PassTimer {
  readonly #shape: Pick<Manifest, 'transformer' | 'codebookSize' | 'codeOffset'>;
  /** Seconds per unit of work, by kind of pass and size. */
  readonly #seen = new Map<string, number[]>();
  /** Ratio of measured to predicted step time, by kind of job. */
  readonly #times = new Map<string, number>();
  /** The ratio of the last job of any kind. */
  #latest = 1;
  /** Seconds per pixel from codes to a finished picture, by kind of job. */
  readonly #finishing = new Map<string, number>();

  constructor(shape: Pick<Manifest, 'transformer' | 'codebookSize' | 'codeOffset'>) {
    this.#shape = shape;
  }

  /**
   * Seconds that the steps of a job take, including their work outside of the passes.
   * @param passes predicted seconds inside the passes
   */
  steps(kind: string, passes: number): number {
    return passes * (this.#times.get(kind) ?? this.#latest);
  }

  /** Seconds from codes to a finished picture, or null where no job of the kind has run. */
  finishing(kind: string, pixels: number): number | null {
    const each = this.#finishing.get(kind);
    return each === undefined ? null : each * pixels;
  }

  /** Records the measured seconds of a pass. */
  observe(pass: PassShape, seconds: number): void {
    const units = this.#units(pass);
    const key = keyOf(pass, sizeOf(units));
    const samples = this.#seen.get(key) ?? [];
    samples.push(seconds / units);
    if (samples.length > REMEMBERED) samples.shift();
    this.#seen.set(key, samples);
  }

  /** Predicted seconds of a pass by passes of about its size, or null where none has run. */
  seconds(pass: PassShape): number | null {
    const units = this.#units(pass);
    const size = sizeOf(units);
    for (let away = 0; away <= STEPS_AN_OCTAVE; away++) {
      for (const near of [size - away, size + away]) {
        const samples = this.#seen.get(keyOf(pass, near));
        if (samples !== undefined) return lowerMedian(samples) * units;
      }
    }
    return null;
  }

  /**
   * Predicted seconds of a pass by passes of other sizes: the time grows with the work along a line through the two
   * sizes next to it. Null before the first pass.
   */
  extrapolated(pass: PassShape): number | null {
    const units = this.#units(pass);
    const own = this.#points(kindOf(pass));
    // A part of a sequence takes about the time of a short sequence. It also reads the rest, which is little beside the weights.
    const points = own.length > 0 ? own : this.#points('full');
    return points.length === 0 ? null : onLine(points, units);
  }

  /** Work and seconds of every size of a kind, the smallest first. */
  #points(kind: string): readonly Point[] {
    const points = [...this.#seen].flatMap(([key, samples]): Point[] => {
      const [ofKind, size] = key.split(' ');
      if (ofKind !== kind) return [];
      const units = 2 ** (Number(size) / STEPS_AN_OCTAVE);
      return [{ units, seconds: lowerMedian(samples) * units }];
    });
    return points.sort((a, b) => a.units - b.units);
  }

  /** Records that steps with predicted `passes` seconds inside their passes took `seconds` in all. */
  calibrate(kind: string, passes: number, seconds: number): void {
    if (passes <= 0) return;
    this.#latest = nearer(this.#times.get(kind), seconds / passes);
    this.#times.set(kind, this.#latest);
  }

  /** Records the seconds from codes to a finished picture. */
  calibrateFinishing(kind: string, pixels: number, seconds: number): void {
    if (pixels > 0) this.#finishing.set(kind, nearer(this.#finishing.get(kind), seconds / pixels));
  }

  /** Approximate multiplications. The matrices of a Llama block hold about 12 * width^2 numbers. */
  #units({ batch, rows, tokens, imageRows, textRows }: PassShape): number {
    const { transformer, codebookSize, codeOffset } = this.#shape;
    const { layers, width } = transformer;
    const blocks = batch * rows * layers * (12 * width * width + 2 * tokens * width);
    return blocks + width * (imageRows * codebookSize + textRows * codeOffset);
  }
}

/** The mean of the earlier estimate and the new measurement. */
function nearer(believed: number | undefined, seen: number): number {
  return believed === undefined ? seen : (believed + seen) / 2;
}

const sizeOf = (units: number) => Math.round(Math.log2(units) * STEPS_AN_OCTAVE);

/** Partial passes count apart, since they also load the kept keys and values. */
const kindOf = ({ rows, tokens }: PassShape) => (rows < tokens ? 'partial' : 'full');

const keyOf = (pass: PassShape, size: number) => `${kindOf(pass)} ${size}`;

/** A size that was measured: approximate multiplications, and seconds. */
interface Point {
  readonly units: number;
  readonly seconds: number;
}

/** Sizes nearer than this say too little about how time grows. */
const APART = 2;

/** Seconds for so much work by the measured sizes, the smallest first. */
function onLine(points: readonly Point[], units: number): number {
  const upper = points.find((point) => point.units >= units) ?? points.at(-1);
  if (upper === undefined) return 0;
  const lower = points.findLast((point) => point.units * APART <= upper.units);
  const most = upper.seconds / upper.units;
  const slope = lower === undefined ? most : (upper.seconds - lower.seconds) / (upper.units - lower.units);
  const each = Math.min(most, Math.max(most * LEAST, slope));
  return Math.max(0, upper.seconds + (units - upper.units) * each);
}

/** However much of a small pass is not work in proportion to its rows, the rest is at least this share of its time. */
const LEAST = 0.25;

/** The lower median. The first run of a shape is slow, so of two samples the faster one counts. */
function lowerMedian(samples: readonly number[]): number {
  const ascending = [...samples].sort((a, b) => a - b);
  return ascending[(ascending.length - 1) >> 1] ?? 0;
}
