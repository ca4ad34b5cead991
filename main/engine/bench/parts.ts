/** What the rows of the benchmark measure with. */
import type { GenerateRequest } from '../../../preload/contract/drawing.ts';
import type { FamilyModel } from '../families/family.ts';
import type { Model } from '../models/model.ts';
import type { Reference } from './reference.ts';

/** What the rows share. */
export interface BenchParts {
  readonly model: Model;
  /** The same, as jobs take it. */
  readonly family: FamilyModel;
  readonly repeats: number;
  /** Sampling steps of a picture or an answer. */
  readonly steps: number;
  /** Runs a job in a process of its own. Returns its peak memory and the forecast of it, in bytes. */
  readonly inProcess: (request: GenerateRequest) => Promise<{ peakBytes: number; forecastBytes: number }>;
  /** Decodes a square picture in a process of its own, in tiles or as a whole. */
  readonly decodeInProcess: (side: number, tiled: boolean) => Promise<{ seconds: number; peakBytes: number }>;
  /** Writes products.onnx of the model and returns its folder. */
  readonly makeProducts: () => Promise<string>;
  /** The reference implementation, where a checkout of it was named. */
  readonly reference?: Reference | undefined;
}
