import type { ListedGeneration } from '../../preload/contract/records.ts';
import type { ImageSettings } from '../../preload/contract/settings.ts';
import type { Speed } from '../../preload/contract/speed.ts';
import type { Reference } from '../generation/pictures/importer-types.ts';
import type { TaskSettings } from '../generation/run/run-types.ts';
import type { PlannedSeries, Series } from '../generation/run/series.ts';
import type { DrawTask, Missing, TaskChoices } from '../generation/tasks/tasks.ts';

/** What panels read and do of the prompt bar. */

/** The ways to bring a picture to draw from into the prompt bar. A failure becomes a notice. */
export interface ReferenceActions {
  fromFile(file: File): Promise<void>;
  /** Opens the system's dialog. */
  choose(): Promise<void>;
  /** Takes the visible page. */
  fromPage(): Promise<void>;
  fromGeneration(generation: ListedGeneration): void;
}

/** What a series lacks besides its words. */
export interface SeriesMissing {
  readonly missing: Missing;
}

/** A drawing that begins when the model is loaded, with the bar as it was when Draw was pressed. */
export interface WaitingDraw extends Pick<PromptState, 'task' | 'text' | 'choices' | 'reference' | 'count' | 'verify'> {
  readonly front: boolean;
}

/** The state of the prompt bar. It is kept over restarts. */
export interface PromptState {
  /** The chosen task. With a painted region, drawing from words becomes a retouch. */
  readonly task: DrawTask;
  readonly text: string;
  /** Each task has its own settings, since what suits a whole picture seldom suits a part. */
  readonly settings: TaskSettings;
  readonly size: { readonly width: number; readonly height: number };
  readonly seed: number;
  /** If false, every drawing gets a new seed. */
  readonly keepSeed: boolean;
  /** The number of candidates to draw. */
  readonly count: number;
  /** Whether the model checks what it drew. */
  readonly verify: boolean;
  readonly choices: TaskChoices;
  /** The picture to draw from, for a task that takes one besides the page. */
  readonly reference: Reference | null;
  /** What waits for the model. */
  readonly waiting: WaitingDraw | null;
  /** Whether the list of tasks is open. */
  readonly pickerShown: boolean;
  /** Whether the dialog for a series is open. */
  readonly seriesShown: boolean;

  setTask(task: DrawTask): void;
  showPicker(shown: boolean): void;
  setText(text: string): void;
  setSettings(task: DrawTask, settings: Partial<ImageSettings>): void;
  setSpeed(task: DrawTask, speed: Speed): void;
  setSize(size: { readonly width: number; readonly height: number }): void;
  setSeed(seed: number): void;
  setKeepSeed(keep: boolean): void;
  setCount(count: number): void;
  setVerify(verify: boolean): void;
  setChoices(choices: Partial<TaskChoices>): void;
  setReference(reference: Reference | null): void;
  /**
   * Draws with this state if nothing is missing. It takes a new seed first unless `keepSeed` is set. While another
   * drawing runs, this one waits in the queue, and while the model is being loaded, it waits for that.
   * @param front whether it comes before all that wait
   */
  run(front?: boolean): Promise<void>;
  /** Takes back what waits for the model. */
  stopWaiting(): void;
  /** The drawings that a series would queue, or why it cannot. */
  planSeries(series: Series): PlannedSeries | SeriesMissing;
  /** Queues the drawings of a series. They belong together, and wait for one decision. */
  runSeries(series: Series): Promise<void>;
  showSeries(shown: boolean): void;
  /** Draws over what is marked without any words. Does nothing where nothing is marked. */
  removeObject(): Promise<void>;
  /** Draws another picture with the same prompt. A kept seed is let go, since it would draw the same picture again. */
  runAgain(): Promise<void>;
}
