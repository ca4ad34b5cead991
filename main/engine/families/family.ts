/**
 * What the engine asks of a model of any family: to plan, to sample and to finish. The queue, progress, the budget of
 * previews, receipts, records and PNG files belong to the engine (`jobs/`) and know no family.
 */
import type { DescribeRequest } from '../../../preload/contract/describing.ts';
import type { DrawRequest, ReplayRequest, ReplayResult } from '../../../preload/contract/drawing.ts';
import { StudioError } from '../../../preload/contract/errors.ts';
import type { Forecast } from '../../../preload/contract/job.ts';
import type { Manifest } from '../../../preload/contract/manifest.ts';
import type { Frame, Raster, RegionMask } from '../../../preload/contract/pictures.ts';
import type { TextSettings } from '../../../preload/contract/settings.ts';
import type { PictureTrace } from '../../../preload/contract/task-inputs.ts';
import type { Told } from '../../../preload/contract/told.ts';
import type { ModelFolder } from '../models/folder.ts';
import type { Provider } from '../runtime/providers.ts';

/** A family of models. */
export interface Family {
  /** Its name in manifests. */
  readonly name: string;
  /**
   * Loads a model whose files are verified.
   * @param say receives one sentence where the model cannot run on the wanted provider
   * @throws StudioError 'model-missing', 'model-invalid' or 'out-of-memory'
   */
  readonly open: (folder: ModelFolder, say: (note: Told) => void) => Promise<FamilyModel>;
}

/** A loaded model. */
export interface FamilyModel {
  /** The path of its folder. */
  readonly folder: string;
  readonly manifest: Manifest;
  /** Where it runs. */
  readonly provider: Provider;
  /** Name and version of the library that runs it. */
  readonly runtime: string;
  /** Bytes that it can still take where it runs; null where that is not known. */
  readonly freeBytes: () => number | null;
  /** Seconds inside all runs since the model was loaded. */
  readonly runningSeconds: () => number;
  /**
   * Plans a drawing from a request and its pictures.
   * @throws StudioError 'bad-request', 'unsupported', 'cancelled'
   */
  readonly planDrawing: (request: DrawRequest, cancelled: Cancelled) => Promise<DrawingPlan>;
  /** Plans an answer in words. Null where the family gives none. @throws StudioError as `planDrawing` */
  readonly planAnswer: ((request: DescribeRequest, cancelled: Cancelled) => Promise<AnswerPlan>) | null;
  /** Shows an earlier step of a drawing. Null where the family keeps no trace. @throws StudioError 'bad-request' */
  readonly replay: ((request: ReplayRequest) => Promise<ReplayResult>) | null;
  /** Measures what forecasts of the first job need. */
  readonly warmUp?: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Read between steps. */
export type Cancelled = () => boolean;

/** A drawing that is ready to be sampled. */
export interface DrawingPlan {
  /** Where the result lies in the request's picture. For a new picture it is the whole picture. */
  readonly frame: Frame;
  /** Where a part is redrawn: the picture below it, and the pixels that may change. */
  readonly region: { readonly picture: Raster; readonly mask: RegionMask } | null;
  /** Forecast of the whole job, including finishing. */
  readonly forecast: Forecast;
  /** Forecast bytes of the same drawing where nothing is kept from step to step. Absent where the request keeps nothing. */
  readonly exactBytes?: number | undefined;
  /** The largest smaller picture of about the same shape whose bytes fit, or null. Absent where the request has no size to choose. */
  readonly smaller?: ((fits: (bytes: number) => boolean) => PictureSize | null) | undefined;
  /** Steps as progress counts them: those done before the job, and all of them. */
  readonly steps: { readonly before: number; readonly of: number };
  /** Samples one candidate for each seed, in their order. @throws StudioError 'cancelled' within one step of the request */
  readonly sample: (seeds: readonly number[], hooks: SampleHooks) => Promise<readonly Sample[]>;
  /** Records the seconds that finishing a candidate took, including its receipt and its file. */
  readonly finished: (seconds: number) => void;
}

/** Pixels along the sides of a picture. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** What sampling reports, and whether it is cancelled. */
export interface SampleHooks {
  /** Sampling waits for it, since a preview is drawn between two steps. */
  readonly onStep: (step: SampleStep) => void | Promise<void>;
  readonly cancelled: Cancelled;
}

/** One finished step. */
export interface SampleStep {
  /** Steps done, of the plan's. */
  readonly done: number;
  /** The picture so far, or null after the last step. */
  readonly preview: Preview | null;
}

/** A preview that has not been drawn yet. */
export interface Preview {
  /** Predicted seconds of `draw`, or null where they are unknown. */
  readonly seconds: number | null;
  /** A patch for the plan's frame. */
  readonly draw: () => Promise<Raster>;
}

/** A candidate before it is pixels. */
export interface Sample {
  readonly seed: number;
  /** @param onShare told which share of the pixels is there, where that takes long. @throws StudioError 'cancelled' */
  readonly finish: (onShare: (share: number) => void) => Promise<Finished>;
}

/** The pixels and the record of a candidate. */
export interface Finished {
  /** Pixels for the plan's frame with straight alpha, which is 0 outside of the drawn part. */
  readonly patch: Raster;
  /** The trace of the drawing, or null where the family has no token grid. */
  readonly trace: PictureTrace | null;
  /** Indices of redrawn cells, row-major. Empty where the family has no cells. */
  readonly redrawnCells: readonly number[];
  /** What the picture's record keeps beside the request, as text. */
  readonly record: Readonly<Record<string, string>>;
}

/** An answer in words that is ready to be sampled. */
export interface AnswerPlan {
  /** The settings of the request, or the model's defaults. */
  readonly settings: TextSettings;
  readonly forecast: Forecast;
  readonly steps: number;
  /** Samples the answer. @throws StudioError 'cancelled' within one step of the request */
  readonly sample: (hooks: AnswerHooks) => Promise<string>;
}

/** What sampling an answer reports, and whether it is cancelled. */
export interface AnswerHooks {
  /** @param done steps, of the plan's. @param textSoFar reads the words so far */
  readonly onStep: (done: number, textSoFar: () => string) => void;
  readonly cancelled: Cancelled;
}

/** The error of a cancelled job. */
export function cancelledError(): StudioError {
  return StudioError.of('cancelled', {});
}
