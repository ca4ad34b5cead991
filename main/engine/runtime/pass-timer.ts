/** How long passes take on this machine: learned from every one, told of those to come. */
import type { Manifest } from '../../../preload/contract/manifest.ts';

export interface PassShape {
  readonly batch: number;
  /** Computed of each sequence, of how many in all. */
  readonly rows: number;
  readonly tokens: number;
  /** Of the whole batch. */
  readonly imageRows: number;
  readonly textRows: number;
}

/** Samples of one size that are remembered. */
const REMEMBERED = 9;
/** Sizes an octave apart at most are told from each other. */
const STEPS_AN_OCTAVE = 4;

export class PassTimer {
  readonly #shape: Pick<Manifest, 'transformer' | 'codebookSize' | 'codeOffset'>;
  /** Seconds a unit of work, by kind of pass and size. */
  readonly #seen = new Map<string, number[]>();
  /** By kind of job: how often as long its steps take as their passes were foretold to. */
  readonly #times = new Map<string, number>();
  /** Of the last job of any kind. */
  #latest = 1;
  /** Seconds a pixel from codes to a finished picture, by kind of job. */
  readonly #finishing = new Map<string, number>();

  constructor(shape: Pick<Manifest, 'transformer' | 'codebookSize' | 'codeOffset'>) {
    this.#shape = shape;
  }

  /** Seconds that the steps of a job take, what they do beside their passes included. */
  steps(kind: string, passes: number): number {
    return passes * (this.#times.get(kind) ?? this.#latest);
  }

  /** Seconds from codes to a finished picture; null where no job of the kind was done. */
  finishing(kind: string, pixels: number): number | null {
    const each = this.#finishing.get(kind);
    return each === undefined ? null : each * pixels;
  }

  observe(pass: PassShape, seconds: number): void {
    const units = this.#units(pass);
    const key = keyOf(pass, sizeOf(units));
    const samples = this.#seen.get(key) ?? [];
    samples.push(seconds / units);
    if (samples.length > REMEMBERED) samples.shift();
    this.#seen.set(key, samples);
  }

  /** Null where no pass of about this size was seen. */
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

  /** Steps that were foretold to spend `passes` seconds in their passes took so long. */
  calibrate(kind: string, passes: number, seconds: number): void {
    if (passes <= 0) return;
    this.#latest = nearer(this.#times.get(kind), seconds / passes);
    this.#times.set(kind, this.#latest);
  }

  calibrateFinishing(kind: string, pixels: number, seconds: number): void {
    if (pixels > 0) this.#finishing.set(kind, nearer(this.#finishing.get(kind), seconds / pixels));
  }

  /** Multiplications, near enough: a Llama block's matrices have about 12 squares of the width. */
  #units({ batch, rows, tokens, imageRows, textRows }: PassShape): number {
    const { transformer, codebookSize, codeOffset } = this.#shape;
    const { layers, width } = transformer;
    const blocks = batch * rows * layers * (12 * width * width + 2 * tokens * width);
    return blocks + width * (imageRows * codebookSize + textRows * codeOffset);
  }
}

/** Half of the way from what was believed to what is seen now. */
function nearer(believed: number | undefined, seen: number): number {
  return believed === undefined ? seen : (believed + seen) / 2;
}

const sizeOf = (units: number) => Math.round(Math.log2(units) * STEPS_AN_OCTAVE);

/** A pass on top of kept keys and values pays for bringing them in. */
function keyOf({ rows, tokens }: PassShape, size: number): string {
  return `${rows < tokens ? 'partial' : 'full'} ${size}`;
}

/** The first run of a shape is slow: of two, the faster. */
function lowerMedian(samples: readonly number[]): number {
  const ascending = [...samples].sort((a, b) => a - b);
  return ascending[(ascending.length - 1) >> 1] ?? 0;
}
