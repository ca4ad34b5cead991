import type { PictureDocument } from '../../preload/contract/document.ts';
import type { Sides } from '../../preload/contract/task-inputs.ts';
import { applyDiff, type Diff, diffBetween, emptyHistory, type History, invertDiff, push } from './history.ts';

/** A document to go to, and the layers to choose there; null where the choice stays. */
export interface Travelled {
  readonly document: PictureDocument;
  readonly chosen: readonly string[] | null;
}

interface Choices {
  readonly before: readonly string[];
  after: readonly string[];
}

/** The undo history of one document, and the mark of the current gesture. */
export class UndoMarks {
  #history: History = emptyHistory;
  /** The document at the start of the open gesture. */
  #mark: PictureDocument | null = null;
  /** The layers that were chosen when the open gesture began. */
  #chosenAtMark: readonly string[] = [];
  /** The layers that were chosen before and after each step in which layers came or went. */
  readonly #choices = new WeakMap<Diff, Choices>();
  /** The step that cut the page before a border is added to it, and the sides of that border. */
  #cut: { readonly diff: Diff; readonly sides: Sides } | null = null;
  /** Whether the next step adds that border, right after the cut. */
  #completesCut = false;

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
  changed(before: PictureDocument, after: PictureDocument, chosen: readonly string[]): void {
    if (this.#mark === null) this.#remember(before, after, chosen);
  }

  /** @param chosen the layers that are chosen now */
  begin(document: PictureDocument, chosen: readonly string[]): void {
    this.#mark = document;
    this.#chosenAtMark = chosen;
  }

  /** Joins everything since the mark into one step. */
  end(document: PictureDocument): void {
    const mark = this.#mark;
    this.#mark = null;
    if (mark !== null) this.#remember(mark, document, this.#chosenAtMark);
  }

  /**
   * Ends the gesture without a step.
   * @returns the document to go back to; null where there was no gesture
   */
  bail(): PictureDocument | null {
    const mark = this.#mark;
    this.#mark = null;
    this.#completesCut = false;
    return mark;
  }

  /**
   * Goes back one step; null where there is none.
   * @param chosen the layers that are chosen now
   */
  undo(document: PictureDocument, chosen: readonly string[]): Travelled | null {
    const diff = this.#history.undo.at(-1);
    if (diff === undefined) return null;
    this.#history = { undo: this.#history.undo.slice(0, -1), redo: [...this.#history.redo, diff] };
    const choices = this.#choices.get(diff);
    if (choices !== undefined) choices.after = chosen;
    return { document: applyDiff(document, invertDiff(diff)), chosen: choices?.before ?? null };
  }

  redo(document: PictureDocument): Travelled | null {
    const diff = this.#history.redo.at(-1);
    if (diff === undefined) return null;
    this.#history = { undo: [...this.#history.undo, diff], redo: this.#history.redo.slice(0, -1) };
    return { document: applyDiff(document, diff), chosen: this.#choices.get(diff)?.after ?? null };
  }

  /** Says that the last step cut the page before these sides are added to it. */
  cutFor(sides: Sides): void {
    const diff = this.#history.undo.at(-1);
    this.#cut = diff === undefined ? null : { diff, sides };
  }

  /** Says that the step that is made next adds sides. Where the page was cut for them just before, both are one step. */
  adds(sides: Sides): void {
    const isLast = this.#cut !== null && this.#history.undo.at(-1) === this.#cut.diff;
    this.#completesCut = isLast && isSame(this.#cut?.sides, sides);
  }

  forget(): void {
    this.#history = emptyHistory;
    this.#mark = null;
    this.#cut = null;
  }

  #remember(before: PictureDocument, after: PictureDocument, chosen: readonly string[]): void {
    if (this.#completesCut && this.#cut !== null) {
      const { diff } = this.#cut;
      this.#history = { ...this.#history, undo: this.#history.undo.slice(0, -1) };
      [this.#cut, this.#completesCut] = [null, false];
      this.#remember(applyDiff(before, invertDiff(diff)), after, chosen);
      return;
    }
    const diff = diffBetween(before, after);
    if (diff === null) return;
    this.#history = push(this.#history, diff);
    if (!hasSameLayers(before, after)) this.#choices.set(diff, { before: chosen, after: [] });
  }
}

const isSame = (one: Sides | undefined, other: Sides) =>
  one?.left === other.left && one.top === other.top && one.right === other.right && one.bottom === other.bottom;

function hasSameLayers(before: PictureDocument, after: PictureDocument): boolean {
  const ids = new Set(before.layers.map(({ id }) => id));
  return ids.size === after.layers.length && after.layers.every(({ id }) => ids.has(id));
}
