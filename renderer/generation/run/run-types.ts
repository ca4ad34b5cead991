import type { StoreApi } from 'zustand/vanilla';
import type { DrawResult, EngineService, ImageSettings } from '../../../preload/contract/engine.ts';
import type { Failure } from '../../../preload/contract/errors.ts';
import type { Frame } from '../../../preload/contract/pictures.ts';
import type { Client } from '../../../preload/contract/service.ts';
import type { Generation, ListedGeneration } from '../../../preload/contract/store.ts';
import type { PictureTrace, Sides, TaskDetails } from '../../../preload/contract/task-inputs.ts';
import type { StudioWords } from '../../../preload/words/index.ts';
import type { CanvasPort, PageRaster } from '../../document/canvas-port.ts';
import type { ProjectStore } from '../../document/project-store.ts';
import type { DocumentStore } from '../../document/store.ts';
import type { Reference } from '../pictures/importer-types.ts';
import type { DrawTask, TaskChoices } from '../tasks/tasks.ts';

/** What a run shows on the canvas. */
export type RunCanvas = Pick<
  CanvasPort,
  'showPreview' | 'clearPreview' | 'showCandidate' | 'clearCandidate' | 'showConfidence' | 'hideCells'
>;

/** What a run works with. All but the engine belong to one project, and its results go there. */
export interface RunParts {
  readonly engine: Pick<Client<EngineService>, 'draw'>;
  readonly store: Pick<ProjectStore, 'commitGeneration' | 'settleGeneration' | 'putBlob'>;
  /** Does nothing while another project is shown. */
  readonly canvas: RunCanvas;
  readonly page: PageRaster;
  readonly document: DocumentStore;
  readonly newId: () => string;
  /** In the language of the window, for the names of layers. */
  readonly words: () => StudioWords;
}

/** A model has its own defaults for each task. */
export type TaskSettings = Readonly<Record<DrawTask, ImageSettings>>;

/** What the prompt bar says. `size` is that of a generated picture, in its own pixels. */
export interface RunInput {
  /** As chosen; with something painted, drawing from words is a retouch. */
  readonly task: DrawTask;
  readonly prompt: string;
  readonly settings: TaskSettings;
  readonly seed: number;
  readonly size: { readonly width: number; readonly height: number };
  readonly choices: TaskChoices;
  readonly reference: Reference | null;
  /** Number of candidates, drawn with consecutive seeds. */
  readonly count: number;
  /** Whether the model is to answer questions about what it drew. */
  readonly verify: boolean;
}

/** What made an earlier picture, for the prompt bar to take over. */
export interface Reused extends Pick<RunInput, 'task' | 'prompt' | 'seed' | 'size' | 'reference'> {
  readonly settings: ImageSettings;
  readonly details: TaskDetails;
}

/** What a record has of a model, and of its grid, where it has them. */
type Recorded = Pick<Generation, 'modelFamily' | 'modelPrecision' | 'elementTypes'> & {
  readonly grid: DrawResult['grid'] | null;
};

/** What the record keeps of a result. The trace stays in the PNG's own text. */
export type KeptResult = Omit<DrawResult, 'confidence' | 'fixedAt' | keyof Recorded> & Recorded;

export interface CanvasCandidate {
  readonly generationId: string;
  readonly prompt: string;
  /** The task as its record has it: what the engine did. A mix is shown as what it is a mix of. */
  readonly recordedTask: string;
  readonly result: KeptResult & { readonly task: DrawTask };
  /** How it came about; null where a kept picture no longer says. */
  readonly trace: PictureTrace | null;
  /** The picture's own pixels. */
  readonly size: { readonly width: number; readonly height: number };
  /** On the page, in page pixels; of a page that is to grow, from its new top left corner. */
  readonly frame: Frame;
  /** The row as the store has it; null until the store has answered: not saved yet. */
  readonly generation: Generation | null;
}

/** A candidate of an earlier day, as the store kept it. */
export interface Offered {
  readonly generation: Generation;
  readonly png: Uint8Array<ArrayBuffer>;
}

export interface RunProgress {
  readonly step: number;
  readonly of: number;
  readonly secondsLeft: number | null;
  /** Memory that the engine predicted, in bytes. */
  readonly bytes: number | null;
  /** After the last step: how many questions about the picture the model has answered. */
  readonly checking: { readonly done: number; readonly of: number } | null;
}

export interface RunState {
  /** `candidate`: finished pictures wait for accept, drop or (where one is not saved) retry. */
  readonly phase: 'idle' | 'running' | 'saving' | 'candidate';
  /** What runs or waits. */
  readonly task: DrawTask | null;
  /** By how much the page is to grow with what runs or waits. */
  readonly growth: Sides | null;
  /** Null before the first step. */
  readonly progress: RunProgress | null;
  /** Which of the candidates is being drawn, from 1. */
  readonly turn: { readonly number: number; readonly of: number } | null;
  readonly candidates: readonly CanvasCandidate[];
  /** The index of the one on the page. */
  readonly shown: number;
  /** The one on the page. */
  readonly candidate: CanvasCandidate | null;
  /** Whether the map of confidence lies over the candidate. */
  readonly confidenceShown: boolean;
  /** So many steps of the candidate are shown; null: all. */
  readonly stepsShown: number | null;
  /** Whether what waits can be drawn on: all that it was drawn from is at hand. */
  readonly canBranch: boolean;
  /** Of the last thing that failed; cleared by the next run or `dismiss`. */
  readonly failure: Failure | null;
  /** True where the window holds something that the store has refused so far: offer `retry`. */
  readonly unsaved: boolean;
  /** Set by `reuse`: what the prompt bar should take over; a new object every time. */
  readonly reused: Reused | null;
  /** Counts rows written or changed: the gallery reloads when it moves. */
  readonly revision: number;

  /** Draws what the prompt bar says. Does nothing unless idle. Never rejects. */
  run(input: RunInput): Promise<void>;
  /** Stops the running job; nothing of it stays. Candidates that were finished before wait. */
  cancel(): void;
  /** Shows the next candidate or the one before; round and round. */
  flip(by: 1 | -1): void;
  showConfidence(shown: boolean): void;
  /** Shows the candidate as it was after so many steps; null: as it is. */
  showSteps(stepsDone: number | null): void;
  /** Draws on from the steps shown, by these words: one more candidate. Nothing unless some are hidden. Never rejects. */
  branch(prompt: string): Promise<void>;
  /**
   * The painted part of the page comes from the candidate at `index`, all else from the shown one: one more
   * candidate, and the paint is used up. Nothing where the two do not fit or nothing is painted. Never rejects.
   */
  mix(index: number, prompt: string, settings: ImageSettings): Promise<void>;
  /** The shown candidate becomes a layer and the paint that it used goes: one undo step. The others stay as rows. */
  accept(): Promise<void>;
  /** The candidates go; their rows stay, as dropped. */
  drop(): Promise<void>;
  /** Saves again what could not be saved. */
  retry(): Promise<void>;
  dismiss(): void;
  /** Hands a row's task, prompt, settings, seed and size to the prompt bar. `patchSize`: the model's, in pixels. */
  reuse(generation: ListedGeneration, patchSize: number): void;
  /** Candidates whose project was closed before a decision wait again, in place. Nothing unless idle; `bad-picture`. */
  offer(kept: readonly Offered[]): Promise<void>;
  /** The project is shown again: so is the candidate that waits in it. */
  reshow(): void;
}

export type RunStore = StoreApi<RunState>;
