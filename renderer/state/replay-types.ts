import type { Failure } from '../../preload/contract/errors.ts';
import type { ListedGeneration } from '../../preload/contract/records.ts';
import type { MadeWith } from '../../preload/contract/what-differs.ts';

/** A drawing that can be drawn again: one of the project, or one of a recipe. */
export interface ToReplay {
  /** The drawing of the project; null where it comes from a recipe. */
  readonly generation: ListedGeneration | null;
  /** The words of the drawing, and its task as records name it. */
  readonly prompt: string;
  readonly task: string;
  readonly made: MadeWith;
}

/** What panels read and do of drawing something again, bit for bit. Nothing here rejects. */
export interface ReplayState {
  /** What is asked about, drawn or told about; null where the dialog is closed. */
  readonly asked: ToReplay | null;
  /** 'done' where the result is recorded. */
  readonly phase: 'asked' | 'drawing' | 'done' | 'failed';
  readonly progress: { readonly step: number; readonly of: number } | null;
  readonly failure: Failure | null;
  /** The record of the new drawing. */
  readonly result: ListedGeneration | null;
  /** Asks about a drawing of the project. */
  ask(generation: ListedGeneration): void;
  /** Reads a recipe, and asks about it. */
  askRecipe(file: { readonly name: string; readonly size: number | null; read(): Promise<Uint8Array> }): Promise<void>;
  /** Opens the system's dialog for a recipe. */
  chooseRecipe(): Promise<void>;
  /** Draws what is asked about, and records the result. */
  draw(): Promise<void>;
  /** Closes the dialog, and stops what is being drawn. */
  close(): void;
  /** Saves a drawing as a recipe, through the system's dialog. */
  exportRecipe(generation: ListedGeneration): Promise<void>;
}
