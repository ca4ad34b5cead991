import type { StoreApi } from 'zustand/vanilla';
import type { DrawResult } from '../../../preload/contract/drawing.ts';
import type { EngineService } from '../../../preload/contract/engine.ts';
import type { Failure } from '../../../preload/contract/errors.ts';
import type { PictureClient } from '../../../preload/contract/picture-service.ts';
import type { Frame } from '../../../preload/contract/pictures.ts';
import type { Generation, ListedGeneration } from '../../../preload/contract/records.ts';
import type { Client } from '../../../preload/contract/service.ts';
import type { ImageSettings } from '../../../preload/contract/settings.ts';
import type { PictureTrace, Sides, TaskDetails } from '../../../preload/contract/task-inputs.ts';
import type { StudioWords } from '../../../preload/words/index.ts';
import type { CanvasPort } from '../../document/canvas-port.ts';
import type { PageRaster } from '../../document/page-raster.ts';
import type { ProjectStore } from '../../document/project-store.ts';
import type { DocumentStore } from '../../document/store.ts';
import type { Reference } from '../pictures/importer-types.ts';
import type { DrawTask, TaskChoices } from '../tasks/tasks.ts';
import type { QueuedRun, RunSnapshot } from './snapshot.ts';

/** The part of the canvas that a run uses. */
export type RunCanvas = Pick<
  CanvasPort,
  'showPreview' | 'clearPreview' | 'showCandidate' | 'clearCandidate' | 'showConfidence' | 'hideCells'
>;

/** The services and the document of a run. All but the engine belong to one project, and its results go there. */
export interface RunParts {
  readonly engine: Pick<Client<EngineService>, 'draw'>;
  readonly store: Pick<ProjectStore, 'commitGeneration' | 'settleGeneration' | 'putBlob'>;
  readonly decoder: Pick<PictureClient, 'pack'>;
  /** Its methods do nothing while another project is shown. */
  readonly canvas: RunCanvas;
  readonly page: PageRaster;
  readonly document: DocumentStore;
  readonly newId: () => string;
  /** The words in the language of the window, for the names of layers. */
  readonly words: () => StudioWords;
}

/** The settings of each task. A model has its own defaults for each. */
export type TaskSettings = Readonly<Record<DrawTask, ImageSettings>>;

/** The state of the prompt bar. `size` is that of a generated picture, in its own pixels. */
export interface RunInput {
  /** The chosen task. With a painted region, drawing from words becomes a retouch. */
  readonly task: DrawTask;
  readonly prompt: string;
  readonly settings: TaskSettings;
  readonly seed: number;
  readonly size: { readonly width: number; readonly height: number };
  readonly choices: TaskChoices;
  readonly reference: Reference | null;
  /** The number of candidates. They are drawn with consecutive seeds. */
  readonly count: number;
  /** Whether the model answers questions about what it drew. */
  readonly verify: boolean;
}

/** The settings that made an earlier picture, for the prompt bar. */
export interface Reused extends Pick<RunInput, 'task' | 'prompt' | 'size' | 'reference'> {
  /** Null leaves the seed of the prompt bar as it is. */
  readonly seed: number | null;
  readonly settings: ImageSettings;
  readonly details: TaskDetails;
}

/** The fields of a record about its model and its grid, where it has them. */
type Recorded = Pick<Generation, 'modelFamily' | 'modelPrecision' | 'elementTypes'> & {
  readonly grid: DrawResult['grid'] | null;
};

/** The fields of a result that the record keeps. The trace is in the PNG's own text. */
export type KeptResult = Omit<DrawResult, 'confidence' | 'fixedAt' | keyof Recorded> & Recorded;

export interface CanvasCandidate {
  readonly generationId: string;
  readonly prompt: string;
  /** The task in the record, which is what the engine did. A mix is shown as the task of its pictures. */
  readonly recordedTask: string;
  readonly result: KeptResult & { readonly task: DrawTask };
  /** The confidence and step of each cell; null where a kept picture has none. */
  readonly trace: PictureTrace | null;
  /** The size of the picture in its own pixels. */
  readonly size: { readonly width: number; readonly height: number };
  /** The place on the page, in page pixels. If the page will grow, it counts from the new top left corner. */
  readonly frame: Frame;
  /** The row as the store has saved it; null until the store has confirmed it. */
  readonly generation: Generation | null;
}

/** A candidate of an earlier session, as the store kept it. */
export interface Offered {
  readonly generation: Generation;
  readonly png: Uint8Array<ArrayBuffer>;
}

/** How a drawing ended. */
export type RunEnd = { readonly kind: 'done' | 'cancelled' } | { readonly kind: 'failed'; readonly failure: Failure };

export interface RunProgress {
  readonly step: number;
  readonly of: number;
  readonly secondsLeft: number | null;
  /** The memory that the engine predicts, in bytes. */
  readonly bytes: number | null;
  /** The share of the pixels that are there after the last step; null before it, and where the pixels come at once. */
  readonly finishing: number | null;
  /** How many questions about the picture the model has answered; null before the last step has ended. */
  readonly checking: { readonly done: number; readonly of: number } | null;
}

export interface RunState {
  /** In `candidate`, finished pictures wait for accept, drop or (if one is not saved) retry. */
  readonly phase: 'idle' | 'running' | 'saving' | 'candidate';
  /** The task that runs or whose results wait. */
  readonly task: DrawTask | null;
  /** The words of the drawing that runs or whose results wait; empty where it has none. */
  readonly prompt: string;
  /** How much the page will grow with the drawing that runs or waits; null where it does not. */
  readonly growth: Sides | null;
  /** Null before the first step. */
  readonly progress: RunProgress | null;
  /** The number of the candidate that is being drawn, from 1. */
  readonly turn: { readonly number: number; readonly of: number } | null;
  readonly candidates: readonly CanvasCandidate[];
  /** The index of the shown candidate. */
  readonly shown: number;
  /** The candidate that is shown on the page. */
  readonly candidate: CanvasCandidate | null;
  /** Whether the map of confidence lies over the candidate. */
  readonly confidenceShown: boolean;
  /** How many steps of the candidate are shown; null for all. */
  readonly stepsShown: number | null;
  /** Whether the waiting candidates can be continued, because everything that they were drawn from is still there. */
  readonly canBranch: boolean;
  /** The last failure. The next run or `dismiss` clears it. */
  readonly failure: Failure | null;
  /** True while the window holds something that the store has refused. Then `retry` is offered. */
  readonly unsaved: boolean;
  /** The settings that the prompt bar takes over. `reuse` sets a new object every time. */
  readonly reused: Reused | null;
  /** How many more runs have results that wait for a decision, after those on the page. */
  readonly later: number;
  /** Counts the rows that were written or changed. It tells a screen reader whether a run has written one. */
  readonly revision: number;

  /** Draws with the state of the prompt bar. Does nothing unless idle. Never rejects. */
  run(input: RunInput): Promise<void>;
  /** Draws a job of the queue, as `run` does. It must be idle. Never rejects. */
  drawQueued(queued: QueuedRun): Promise<RunEnd>;
  /** Stops the running job and drops its result. Candidates that were finished before wait for a decision. */
  cancel(): void;
  /** Shows the next or the previous candidate. After the last one comes the first. */
  flip(by: 1 | -1): void;
  /** Shows the candidate at an index. Never rejects. */
  show(index: number): Promise<void>;
  showConfidence(shown: boolean): void;
  /** Shows the candidate as it was after this number of steps; null shows it as it is. */
  showSteps(stepsDone: number | null): void;
  /**
   * Draws another candidate from the shown steps, with this prompt. Does nothing unless some steps are hidden. Never
   * rejects.
   */
  branch(prompt: string): Promise<void>;
  /**
   * Draws another candidate, in which this share of the drawn cells is drawn again, beginning with the least sure. Never
   * rejects.
   */
  redrawUnsure(share: number): Promise<void>;
  /**
   * Draws another candidate by a mix. It takes the painted part from the candidate at `index` and all else from the
   * shown one, and then clears the region. Does nothing if the two do not fit or nothing is painted. Never rejects.
   */
  mix(index: number, prompt: string, settings: ImageSettings): Promise<void>;
  /**
   * Turns the shown candidate into a layer and clears the region that it used, in one undo step. The rows of the others
   * stay.
   */
  accept(): Promise<void>;
  /** Drops the candidates. Their rows stay and are marked as dropped. */
  drop(): Promise<void>;
  /** Tries again to save what could not be saved. */
  retry(): Promise<void>;
  dismiss(): void;
  /**
   * Hands a row's task, prompt, settings and size to the prompt bar.
   * @param patchSize the patch size of the model, in pixels
   * @param withSeed whether the seed goes there as well, and is kept
   */
  reuse(generation: ListedGeneration, patchSize: number, withSeed: boolean): void;
  /**
   * Offers candidates that were recorded before and wait for a decision. Does nothing unless idle. Rejects with
   * `bad-picture`.
   * @param region the region that they were drawn in, where that is known; otherwise the present one
   */
  offer(kept: readonly Offered[], region?: RunSnapshot['region']): Promise<void>;
  /** Shows the waiting candidate again, after its project is shown again. */
  reshow(): void;
}

export type RunStore = StoreApi<RunState>;
