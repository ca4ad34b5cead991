/** What the rows of the benchmark measure with. */
import type { GenerateRequest } from '../../../preload/contract/engine.ts';
import type { Model } from '../models/model.ts';
import type { Reference } from './reference.ts';

export interface BenchParts {
  readonly model: Model;
  readonly repeats: number;
  /** Of a sampled picture or answer. */
  readonly steps: number;
  /** Bytes that one job takes at most, in a process of its own, and what was foretold. */
  readonly inProcess: (request: GenerateRequest) => Promise<{ peakBytes: number; forecastBytes: number }>;
  /** Makes products.onnx of the model and says in which folder. */
  readonly makeProducts: () => Promise<string>;
  /** Where a checkout of it was named. */
  readonly reference?: Reference | undefined;
}
