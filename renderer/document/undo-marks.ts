import type { PictureDocument } from '../../preload/contract/document.ts';
import { applyDiff, diffBetween, emptyHistory, type History, invertDiff, push } from './history.ts';

/** The undo history of one document, and the mark of the current gesture. */
export class UndoMarks {
  #history: History = emptyHistory;
  /** The document at the start of the open gesture. */
  #mark: PictureDocument | null = null;

  get canUndo(): boolean {
    return this.#history.undo.length > 0;
  }

  get canRedo(): boolean {
    return this.#history.redo.length > 0;
  }

  get inGesture(): boolean {
    return this.#mark !== null;
  }

  /** Records a change outside a gesture as one step. Inside a gesture, it waits for the gesture's end. */
  changed(before: PictureDocument, after: PictureDocument): void {
    if (this.#mark === null) this.#remember(before, after);
  }

  begin(document: PictureDocument): void {
    this.#mark = document;
  }

  /** Joins everything since the mark into one step. */
  end(document: PictureDocument): void {
    const mark = this.#mark;
    this.#mark = null;
    if (mark !== null) this.#remember(mark, document);
  }

  /**
   * Ends the gesture without a step.
   * @returns the document to go back to; null where there was no gesture
   */
  bail(): PictureDocument | null {
    const mark = this.#mark;
    this.#mark = null;
    return mark;
  }

  /** The document one step before `document`; null where there is none. */
  undo(document: PictureDocument): PictureDocument | null {
    const diff = this.#history.undo.at(-1);
    if (diff === undefined) return null;
    this.#history = { undo: this.#history.undo.slice(0, -1), redo: [...this.#history.redo, diff] };
    return applyDiff(document, invertDiff(diff));
  }

  redo(document: PictureDocument): PictureDocument | null {
    const diff = this.#history.redo.at(-1);
    if (diff === undefined) return null;
    this.#history = { undo: [...this.#history.undo, diff], redo: this.#history.redo.slice(0, -1) };
    return applyDiff(document, diff);
  }

  forget(): void {
    this.#history = emptyHistory;
    this.#mark = null;
  }

  #remember(before: PictureDocument, after: PictureDocument): void {
    const diff = diffBetween(before, after);
    if (diff !== null) this.#history = push(this.#history, diff);
  }
}
