import type { Note } from '../../../preload/contract/records.ts';
import type { ProjectParts } from '../parts.ts';

/** Milliseconds from the last letter until the text is saved. */
const SOON_MS = 400;

export interface TypedNotesParts {
  readonly store: Pick<ProjectParts['store'], 'putNote' | 'deleteNote'>;
  /** The note as the list has it now; undefined where it is not there yet. */
  readonly noteOf: (id: string) => Note | undefined;
  /** Called with what the store has. Null means that the note is gone again. */
  readonly onKept: (id: string, note: Note | null) => void;
  /** Runs what saves, and makes a failure a notice. */
  readonly guarded: (action: () => Promise<void>) => Promise<void>;
}

interface Typed {
  /** The note as it was before the typing. */
  readonly original: Note;
  /** Whether the note was there before the typing. */
  readonly isNew: boolean;
  text: string;
  /** The text that the store has. */
  saved: string;
  /** Whether the store has been told of this typing. */
  isBegun: boolean;
}

/**
 * Texts of notes while they are typed. They are saved as they are typed, so that neither a crash nor a quit loses them. All of one
 * typing is one version of the note. A text without words is none: the note keeps the one that it had.
 */
export class TypedNotes {
  readonly #parts: TypedNotesParts;
  readonly #typed = new Map<string, Typed>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<void> = Promise.resolve();

  constructor(parts: TypedNotesParts) {
    this.#parts = parts;
  }

  /** Whether the store does not have all of what was typed. */
  get isUnsaved(): boolean {
    return [...this.#typed.values()].some((one) => wantedOf(one) !== one.saved);
  }

  type(note: Note, text: string): void {
    const known = this.#typed.get(note.id);
    if (known !== undefined) known.text = text;
    else {
      const isNew = this.#parts.noteOf(note.id) === undefined;
      this.#typed.set(note.id, { original: note, isNew, text, saved: note.text, isBegun: false });
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), SOON_MS);
  }

  /** Saves what is not saved yet. Never rejects. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#saving = this.#saving.then(async () => {
      for (const one of this.#typed.values()) {
        if (wantedOf(one) !== one.saved) await this.#parts.guarded(() => this.#save(one));
      }
    });
    return this.#saving;
  }

  /** Ends the typing. The text stays. @returns whether the store has it */
  async keep(id: string): Promise<boolean> {
    await this.flush();
    const one = this.#typed.get(id);
    if (one === undefined) return true;
    if (wantedOf(one) !== one.saved) return false;
    this.#typed.delete(id);
    if (one.isNew && one.isBegun && one.saved === '') await this.#parts.guarded(() => this.#remove(id));
    return true;
  }

  /** Ends the typing, and brings back the text from before it. */
  async takeBack(id: string): Promise<void> {
    const one = this.#typed.get(id);
    if (one === undefined) return;
    one.text = one.original.text;
    await this.keep(id);
  }

  async #save(one: Typed): Promise<void> {
    const { original, isBegun } = one;
    const { id } = original;
    const text = wantedOf(one);
    const now = this.#parts.noteOf(id) ?? original;
    const note = text === original.text ? original : { ...now, text, editedAt: Date.now() };
    this.#parts.onKept(id, await this.#parts.store.putNote({ note, ...(isBegun && { typing: true }) }));
    one.saved = text;
    one.isBegun = true;
  }

  /** A caption of which no word is left was never there. */
  async #remove(id: string): Promise<void> {
    await this.#parts.store.deleteNote({ id });
    this.#parts.onKept(id, null);
  }
}

/** The text that the note should have. */
const wantedOf = ({ text, original }: Typed): string => (text.trim() === '' ? original.text : text);
