import type { PictureDocument } from '../../../preload/contract/document.ts';
import type { Raster, RegionMask } from '../../../preload/contract/pictures.ts';
import type { ImageSettings } from '../../../preload/contract/settings.ts';
import type { TaskDetails } from '../../../preload/contract/task-inputs.ts';
import type { DrawTask } from '../tasks/tasks.ts';

/**
 * The state at the beginning of a run. It is enough to draw and to record the result, however the page changes
 * afterwards.
 */
export interface RunSnapshot {
  /** All candidates of a run share this id, including those that are drawn from other candidates. */
  readonly runId: string;
  readonly task: DrawTask;
  readonly prompt: string;
  readonly settings: ImageSettings;
  readonly size: { readonly width: number; readonly height: number };
  readonly details: TaskDetails;
  /** The pictures by their names in the request. */
  readonly pictures: { readonly picture?: Raster; readonly stylePicture?: Raster };
  readonly regionMask: RegionMask | null;
  /** The pixels that no job may change; null where there are none. */
  readonly freezeMask: RegionMask | null;
  /** A grey PNG of the page's size, where a part is redrawn. */
  readonly mask: Uint8Array<ArrayBuffer> | null;
  readonly parentId: string | null;
  /** The blobs of the pictures that the model looks at. */
  readonly givenPicture: string | null;
  readonly givenStyle: string | null;
  /** Whether the model answers questions about what it drew. */
  readonly verify: boolean;
  /** False for a single plain picture from words. On an empty page it becomes a layer without a decision. */
  readonly waits: boolean;
  /** Whether the snapshot holds everything that the drawing needs, so that it can be continued. */
  readonly complete: boolean;
  /** The steps of the region that the drawing used. Accepting it clears the region only while it is still this one. */
  readonly region: PictureDocument['region'] | null;
  /** The size of the page before the drawing. */
  readonly page: { readonly width: number; readonly height: number };
  /** The job of the queue that asked for the drawing; null where it began at once. */
  readonly queuedJob: string | null;
}

/** A drawing that waited for its turn, with everything that it needs. */
export interface QueuedRun {
  readonly snapshot: RunSnapshot;
  /** The seed of the first picture. */
  readonly seed: number;
  readonly count: number;
  /** How many of the pictures are recorded already. */
  readonly drawn: number;
}
