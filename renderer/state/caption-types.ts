import type { CaptionWish } from '../generation/tasks/caption-wishes.ts';

/**
 * What the captions of many pictures do: nothing waits; the model writes one; a drawing has the model; no model is there;
 * the artist has paused them; they are of an earlier session; only failed ones are left.
 */
export type CaptionsPhase = 'none' | 'running' | 'yields' | 'no-model' | 'paused' | 'left' | 'failed';

/** Captions of many pictures, which are written while nothing draws. Each is on disk before it is counted. */
export interface CaptionsState {
  readonly phase: CaptionsPhase;
  readonly projectId: string | null;
  readonly projectName: string;
  /** How many texts are written, of all that were asked for since nothing waited. */
  readonly done: number;
  readonly of: number;
  /** How many could not be written. */
  readonly failed: number;
  /** Null before the first is written. */
  readonly secondsLeft: number | null;
  /** The texts that a wish would bring in the shown project. What waits already or was said already is left out. */
  countOf(wish: CaptionWish): number;
  /** Lets them wait in the shown project, on disk. @returns whether the store took them */
  begin(wish: CaptionWish): Promise<boolean>;
  /** Stops at once. The text that is being written is written anew later. */
  pause(): void;
  /** Goes on with all that waits, also of an earlier session. */
  goOn(): void;
  /** Takes all of them off. What is written stays. */
  cancel(): Promise<void>;
  /** Lets those that failed wait again. */
  retry(): Promise<void>;
}
