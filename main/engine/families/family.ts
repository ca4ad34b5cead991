/**
 * What the engine asks of a model, whatever it computes with: to plan, to sample and to finish. Queue, progress, the
 * budget of previews, receipts, records and PNG files are the engine's own (`jobs/`) and know no family.
 */
import type {
  DescribeRequest,
  DrawRequest,
  Forecast,
  ReplayRequest,
  ReplayResult,
  TextSettings,
} from '../../../preload/contract/engine.ts';
import { StudioError } from '../../../preload/contract/errors.ts';
import type { Manifest } from '../../../preload/contract/manifest.ts';
import type { Frame, Raster, RegionMask } from '../../../preload/contract/pictures.ts';
import type { PictureTrace } from '../../../preload/contract/task-inputs.ts';
import type { ModelFolder } from '../models/folder.ts';
import type { Provider } from '../runtime/providers.ts';

export interface Family {
  /** As manifests name it. */
  readonly name: string;
  /**
   * Loads a model whose files are whole.
   * @param say told in one sentence where the model does not run where it was meant to
   * @throws StudioError 'model-missing', 'model-invalid' or 'out-of-memory'
   */
  readonly open: (folder: ModelFolder, say: (message: string) => void) => Promise<FamilyModel>;
}

/** A loaded model. */
export interface FamilyModel {
  /** The path of its folder. */
  readonly folder: string;
  readonly manifest: Manifest;
  /** Where it runs. */
  readonly provider: Provider;
  /** Seconds inside all runs since the model was loaded. */
  readonly runningSeconds: () => number;
  /**
   * Looks at a request and all that comes with it.
   * @throws StudioError 'bad-request', 'unsupported', 'cancelled'
   */
  readonly planDrawing: (request: DrawRequest, cancelled: Cancelled) => Promise<DrawingPlan>;
  /** Null where the family answers in no words. @throws as `planDrawing` */
  readonly planAnswer: ((request: DescribeRequest, cancelled: Cancelled) => Promise<AnswerPlan>) | null;
  /** Null where the family has no trace to show. @throws StudioError 'bad-request' */
  readonly replay: ((request: ReplayRequest) => Promise<ReplayResult>) | null;
  /** Measures what a first job could not know. */
  readonly warmUp?: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Read between steps. */
export type Cancelled = () => boolean;

export interface DrawingPlan {
  /** Where the result lies: in the picture that was sent, or the whole of a new one. */
  readonly frame: Frame;
  /** Where a part is drawn anew: the picture below, and the pixels that may change. */
  readonly region: { readonly picture: Raster; readonly mask: RegionMask } | null;
  /** Of the whole job, finishing included. */
  readonly forecast: Forecast;
  /** As progress counts them: those that stand before the first, and all of them. */
  readonly steps: { readonly before: number; readonly of: number };
  /** One candidate for each seed, in their order. @throws StudioError 'cancelled' within one step of the wish */
  readonly sample: (seeds: readonly number[], hooks: SampleHooks) => Promise<readonly Sample[]>;
  /** Told how many seconds finishing a candidate took, its receipt and its file included. */
  readonly finished: (seconds: number) => void;
}

export interface SampleHooks {
  /** Waited for: a preview is drawn between two steps. */
  readonly onStep: (step: SampleStep) => void | Promise<void>;
  readonly cancelled: Cancelled;
}

export interface SampleStep {
  /** Steps done, of the plan's. */
  readonly done: number;
  /** The picture so far; null where it is done. */
  readonly preview: Preview | null;
}

export interface Preview {
  /** What `draw` will take; null where nobody knows. */
  readonly seconds: number | null;
  /** A patch for the plan's frame. */
  readonly draw: () => Promise<Raster>;
}

/** A candidate before it is pixels. */
export interface Sample {
  readonly seed: number;
  readonly finish: () => Promise<Finished>;
}

export interface Finished {
  /** Pixels for the plan's frame, straight alpha: 0 outside of what was to be drawn. */
  readonly patch: Raster;
  /** How it came about, cell by cell; null where the family has no token grid. */
  readonly trace: PictureTrace | null;
  /** Cells that were drawn anew, row-major; empty where the family has none. */
  readonly redrawnCells: readonly number[];
  /** What the picture's record keeps beside the request, as text. */
  readonly record: Readonly<Record<string, string>>;
}

export interface AnswerPlan {
  /** Those of the request, or the model's. */
  readonly settings: TextSettings;
  readonly forecast: Forecast;
  readonly steps: number;
  /** The answer. @throws StudioError 'cancelled' within one step of the wish */
  readonly sample: (hooks: AnswerHooks) => Promise<string>;
}

export interface AnswerHooks {
  /** @param done steps, of the plan's. @param textSoFar reads the words so far */
  readonly onStep: (done: number, textSoFar: () => string) => void;
  readonly cancelled: Cancelled;
}

export function cancelledError(): StudioError {
  return new StudioError('cancelled', 'The job was cancelled.');
}
