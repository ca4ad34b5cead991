import type { Failure } from '../../preload/contract/errors.ts';
import type { DrawTask } from '../generation/tasks/tasks.ts';

/** A drawing in the list of the queue. */
export interface QueueItem {
  readonly id: string;
  readonly projectId: string;
  readonly projectName: string;
  readonly task: DrawTask;
  readonly prompt: string;
  /** How many pictures it draws. */
  readonly count: number;
  readonly state: 'running' | 'waiting' | 'failed';
  /** Null before the first step, and while it does not run. */
  readonly progress: { readonly step: number; readonly of: number } | null;
  /** Why it failed; null where it did not. */
  readonly failure: Failure | null;
  /** Whether the page looks different from how it did when the drawing was queued. It is drawn as it looked then. */
  readonly pageChanged: boolean;
}

/** The drawings that wait, of all open projects. All changes are on disk before the list shows them. */
export interface QueueState {
  /** In the order in which they are drawn. */
  readonly items: readonly QueueItem[];
  /** Whether no further drawing begins until the artist goes on. */
  readonly paused: boolean;
  /** How many drawings of an earlier session wait for the artist to go on. */
  readonly left: number;
  /** Whether the list is open. */
  readonly shown: boolean;
  /** Counts what was queued. It tells a screen reader about each. */
  readonly added: number;

  show(shown: boolean): void;
  /** No further drawing begins. The one that runs goes on. */
  pause(): void;
  /** Goes on with everything that waits, including drawings of an earlier session. */
  goOn(): void;
  /** @param to the index among all items after the move */
  move(id: string, to: number): Promise<void>;
  /** Stops a running drawing, and takes any other out of the queue. */
  cancel(id: string): Promise<void>;
  cancelAll(): Promise<void>;
  /** Lets a failed drawing wait again, in its place. */
  retry(id: string): Promise<void>;
}
