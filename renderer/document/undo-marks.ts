import { documentSchema, type PictureDocument } from '../../preload/contract/document.ts';
import type { Sides } from '../../preload/contract/task-inputs.ts';
import { MOST_UNDO_STEPS, nothingToUndo, type UndoChange, type UndoState } from '../../preload/contract/undo-steps.ts';
import {
  applyDiff,
  type Diff,
  diffBetween,
  emptyHistory,
  type History,
  invertDiff,
  push,
  startsFrom,
} from './history.ts';
import { guidesOf, savedMasksOf } from './operations.ts';
import { type Choices, type KeptStep, readStep, writeStep } from './step-form.ts';

/** A document to go to, and the layers to choose there; null where the choice stays. */
export interface Travelled {
  readonly document: PictureDocument;
  readonly chosen: readonly string[] | null;
}

export type Direction = 'undo' | 'redo';

/** What has to be written for a document to be saved with its steps. */
export interface UnsavedSteps {
  readonly change: UndoChange;
  /** Says that the store has them. */
  readonly saved: () => void;
}

/**
 * The undo history of one document, and the mark of the current gesture. The steps that were made or used since the project
 * was opened are in memory. Those of before are with the store and come when they are needed.
 */
export class UndoMarks {
  #history: History = emptyHistory;
  /** The number of the last step that is done. Steps are numbered from 1, and keep their numbers while the oldest go. */
  #done: number;
  /** How many steps the store has below those in memory, and above them. */
  readonly #stored: { undo: number; redo: number };
  /** Steps that the store does not have yet: the lowest number that changed, and when. */
  #unsaved: readonly { readonly from: number; readonly at: number }[] = [];
  #clock = 0;
  /** Steps that came from the store, whose documents nobody has seen yet. */
  readonly #unseen = new WeakSet<Diff>();
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

  constructor({ done, undo, redo, open }: UndoState = nothingToUndo) {
    this.#done = done;
    this.#stored = { undo, redo };
    const step = open === null ? null : readStep(open);
    if (step === null) return;
    this.#unseen.add(step.diff);
    this.#push(step);
  }

  can(direction: Direction): boolean {
    return this.#history[direction].length + this.#stored[direction] > 0;
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
   * The number of the next step in that direction, where the store has to give it first; null where it is in memory, or
   * where there is none.
   */
  lacking(direction: Direction): number | null {
    if (this.#history[direction].length > 0 || this.#stored[direction] === 0) return null;
    return direction === 'undo' ? this.#done : this.#done + 1;
  }

  /**
   * Takes steps that the store has given.
   * @param from the number of the first one
   * @param texts in the order of their use; null for one that is lost, with all that lie beyond it
   */
  receive(direction: Direction, from: number, texts: readonly (string | null)[]): void {
    // Something else may have been done meanwhile.
    if (this.lacking(direction) !== from) return;
    const steps = texts.map((text) => (text === null ? null : readStep(text)));
    const lost = steps.indexOf(null);
    const whole = steps.slice(0, lost < 0 ? steps.length : lost).filter((step) => step !== null);
    // The count still says that there are more where the next one is lost, so that whoever asks for it hears of it.
    this.#stored[direction] = Math.max(lost < 0 ? 0 : 1, this.#stored[direction] - whole.length);
    for (const { diff, choices } of whole) {
      this.#unseen.add(diff);
      if (choices !== null) this.#choices.set(diff, { ...choices });
    }
    const diffs = whole.map(({ diff }) => diff).toReversed();
    this.#history = { ...this.#history, [direction]: diffs };
  }

  /**
   * Goes back one step; null where there is none, or where it is lost with all that lie beyond it.
   * @param chosen the layers that are chosen now
   */
  undo(document: PictureDocument, chosen: readonly string[]): Travelled | null {
    const diff = this.#history.undo.at(-1);
    if (diff === undefined) return this.#forgetBeyond('undo');
    const to = this.#applied(document, diff, invertDiff(diff));
    if (to === null) return this.#forgetBeyond('undo');
    this.#history = { undo: this.#history.undo.slice(0, -1), redo: [...this.#history.redo, diff] };
    this.#done -= 1;
    const choices = this.#choices.get(diff);
    if (choices !== undefined) choices.after = chosen;
    return { document: to, chosen: choices?.before ?? null };
  }

  redo(document: PictureDocument): Travelled | null {
    const diff = this.#history.redo.at(-1);
    if (diff === undefined) return this.#forgetBeyond('redo');
    const to = this.#applied(document, diff, diff);
    if (to === null) return this.#forgetBeyond('redo');
    this.#history = { undo: [...this.#history.undo, diff], redo: this.#history.redo.slice(0, -1) };
    this.#done += 1;
    return { document: to, chosen: this.#choices.get(diff)?.after ?? null };
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
    this.#done = 0;
    this.#stored.undo = 0;
    this.#stored.redo = 0;
    this.#mark = null;
    this.#cut = null;
    this.#changedFrom(1);
  }

  /** What the store lacks of the steps of this document. */
  unsaved(document: PictureDocument): UnsavedSteps {
    const at = this.#clock;
    const { undo, redo } = this.#history;
    const memory = [...undo, ...redo.toReversed()];
    const lowest = this.#done - undo.length + 1;
    const last = lowest + memory.length - 1 + this.#stored.redo;
    // Where more was done than is kept, the store gets what is kept.
    const from = Math.max(
      lowest,
      this.#unsaved.reduce((least, change) => Math.min(least, change.from), last + 1),
    );
    const since = this.#mark === null ? null : diffBetween(this.#mark, document);
    return {
      change: {
        keep: from - 1,
        steps: from > last ? [] : memory.slice(from - lowest).map((diff) => this.#textOf(diff)),
        done: this.#done,
        open: since === null ? null : this.#textOf(since),
      },
      saved: () => {
        this.#unsaved = this.#unsaved.filter((change) => change.at > at);
      },
    };
  }

  /**
   * The document after the step. Null where the step does not belong to this document: it came from a file, which may hold
   * anything.
   */
  #applied(document: PictureDocument, step: Diff, diff: Diff): PictureDocument | null {
    if (!this.#unseen.has(step)) return applyDiff(document, diff);
    if (!startsFrom(document, diff)) return null;
    const after = applyDiff(document, diff);
    if (!documentSchema.safeParse(after).success || hasTwins(after)) return null;
    this.#unseen.delete(step);
    return after;
  }

  #forgetBeyond(direction: Direction): null {
    this.#history = { ...this.#history, [direction]: [] };
    this.#stored[direction] = 0;
    return null;
  }

  #textOf(diff: Diff): string | null {
    return writeStep({ diff, choices: this.#choices.get(diff) ?? null });
  }

  #remember(before: PictureDocument, after: PictureDocument, chosen: readonly string[]): void {
    if (this.#completesCut && this.#cut !== null) {
      const { diff } = this.#cut;
      this.#history = { ...this.#history, undo: this.#history.undo.slice(0, -1) };
      this.#done -= 1;
      [this.#cut, this.#completesCut] = [null, false];
      this.#remember(applyDiff(before, invertDiff(diff)), after, chosen);
      return;
    }
    const diff = diffBetween(before, after);
    if (diff === null) return;
    this.#push({ diff, choices: hasSameLayers(before, after) ? null : { before: chosen, after: [] } });
  }

  #push({ diff, choices }: KeptStep): void {
    this.#history = push(this.#history, diff);
    this.#done += 1;
    this.#stored.redo = 0;
    this.#stored.undo = Math.min(this.#stored.undo, MOST_UNDO_STEPS - this.#history.undo.length);
    if (choices !== null) this.#choices.set(diff, choices);
    this.#changedFrom(this.#done);
  }

  #changedFrom(from: number): void {
    this.#clock += 1;
    this.#unsaved = [...this.#unsaved, { from, at: this.#clock }];
  }
}

/** Whether two layers, steps or guides have one id, which the store refuses. */
function hasTwins(document: PictureDocument): boolean {
  const lists = [document.layers, document.region, savedMasksOf(document), guidesOf(document)];
  return lists.some((items) => new Set(items.map(({ id }) => id)).size !== items.length);
}

const isSame = (one: Sides | undefined, other: Sides) =>
  one?.left === other.left && one.top === other.top && one.right === other.right && one.bottom === other.bottom;

function hasSameLayers(before: PictureDocument, after: PictureDocument): boolean {
  const ids = new Set(before.layers.map(({ id }) => id));
  return ids.size === after.layers.length && after.layers.every(({ id }) => ids.has(id));
}
