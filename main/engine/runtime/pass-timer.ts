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

  /** Predicted seconds of a pass, or null where no pass of a similar size has run. */
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
function keyOf({ rows, tokens }: PassShape, size: number): string {
  return `${rows < tokens ? 'partial' : 'full'} ${size}`;
}

/** The lower median. The first run of a shape is slow, so of two samples the faster one counts. */
function lowerMedian(samples: readonly number[]): number {
  const ascending = [...samples].sort((a, b) => a - b);
  return ascending[(ascending.length - 1) >> 1] ?? 0;
}
