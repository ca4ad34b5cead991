import type { Filters, ListedGeneration, Note, NoteVersion, Unreadable } from '../../preload/contract/records.ts';
import type { Point } from '../document/point.ts';

/** What panels read and do of what has been drawn and said. */

/** What the gallery is narrowed to, in which order it stands, and what is found. Its panel and its page share it. */
export interface GallerySearch extends GalleryWish {
  /** What is found, in its order; null where nothing is sought and the newest come first, so that all are shown. */
  readonly hits: readonly ListedGeneration[] | null;
  readonly complete: boolean;
  readonly loading: boolean;
  /** True where the next page could not be loaded. Only the artist requests it again. */
  readonly failed: boolean;
}

/** What the artist asks the gallery for. */
export interface GalleryWish {
  /** Beginnings of words of the prompt, or of what was said about the picture. */
  readonly words: string;
  /** Only those with a star. */
  readonly starred: boolean;
  /** Whether discarded pictures are shown. */
  readonly dropped: boolean;
  readonly oldestFirst: boolean;
  /** What the pictures must be besides. */
  readonly filters: Filters;
}

/** The project's pictures, newest first. The gallery and the history panel show them. */
export interface GalleryState {
  readonly generations: readonly ListedGeneration[];
  /** The records that cannot be read. */
  readonly unreadable: readonly Unreadable[];
  readonly complete: boolean;
  readonly loading: boolean;
  /** True where the next page could not be loaded. Only the artist requests it again. */
  readonly failed: boolean;
  /** The record that stands above the others of the history; null where none does. */
  readonly found: ListedGeneration | null;
  find(generation: ListedGeneration | null): void;
  readonly search: GallerySearch;
  seek(change: Partial<GalleryWish>): void;
  /** Reads the next page of what is found, of so many records where that is said. */
  loadMoreHits(limit?: number): Promise<void>;
  /** The tasks and models that the filters offer; null until they are read. */
  readonly drawnWith: { readonly tasks: readonly string[]; readonly models: readonly string[] } | null;
  /** Reads what the filters offer. */
  readDrawnWith(): Promise<void>;
  /** The record of this id, wherever it is shown. */
  recordOf(id: string): ListedGeneration | undefined;
  /** Gives pictures a star, or takes it away. */
  star(generations: readonly ListedGeneration[], starred: boolean): Promise<void>;
  /** Reads the next page, of so many records where that is said. */
  loadMore(limit?: number): Promise<void>;
  addToCanvas(generation: ListedGeneration, at?: Point): Promise<void>;
  /** Puts pictures on the page as layers, the first of them on top, in one undo step. */
  addAllToCanvas(generations: readonly ListedGeneration[]): Promise<void>;
  /** Restores prompt and settings to the prompt bar, and the seed where it is asked for. */
  useSettings(generation: ListedGeneration, withSeed?: boolean): void;
  /**
   * Makes the picture's region that of the page, from the top left corner, in one undo step. Does nothing where it has
   * none.
   */
  useMask(generation: ListedGeneration): Promise<void>;
  /** Saves the picture's own PNG, through the system's dialog. */
  exportGeneration(generation: ListedGeneration): Promise<void>;
}

/**
 * Pictures as files that are dragged out of the window. A file has to be prepared before its drag begins. Null comes
 * where there is none; a notice says why.
 */
export interface DragOutActions {
  /** The picture's own PNG, with its record. */
  ofGeneration(generation: ListedGeneration): Promise<string | null>;
  /** What the layers show together, as a PNG with the record of what was drawn among them. */
  ofLayers(ids: readonly string[]): Promise<string | null>;
  /** Drags a prepared file while the button of the pointer is held. */
  start(file: string): Promise<void>;
}

/** Captions and answers about the visible picture. */
export interface DescribeState {
  readonly phase: 'idle' | 'running';
  readonly progress: { readonly step: number; readonly of: number; readonly secondsLeft: number | null } | null;
  /** The answer while it grows, or one that the store has not taken yet; null where there is none. */
  readonly draft: { readonly task: 'caption' | 'ask'; readonly question: string; readonly text: string } | null;
  readonly notes: readonly Note[];
  /** The notes that cannot be read. */
  readonly unreadable: readonly Unreadable[];
  caption(): Promise<void>;
  ask(question: string): Promise<void>;
  cancel(): void;
  editDraft(text: string): void;
  /** Tries again to save an answer that the store did not take. */
  keep(): Promise<void>;
  /** @returns whether the store has the text. A refusal is a notice. */
  editNote(id: string, text: string): Promise<boolean>;
  /** Takes over a text that is being typed. It is saved a moment later, also that of a note which is not there yet. */
  typeNote(note: Note, text: string): void;
  /** Ends the typing. @returns whether the store has the text. A refusal is a notice. */
  keepTyped(id: string): Promise<boolean>;
  /** Ends the typing, and brings back the text from before it. */
  takeBackTyped(id: string): Promise<void>;
  /** A caption of a picture that a person is about to type. */
  newCaption(picture: string): Note;
  /** Marks a text as one that a person has looked at, or takes the mark away. @returns whether the store has it */
  acceptNote(id: string, accepted: boolean): Promise<boolean>;
  /** Changes several texts at once. The notice takes all of that back. */
  changeNotes(notes: readonly Note[]): Promise<boolean>;
  /** Takes a note off the list. The notice brings it back. */
  deleteNote(id: string): Promise<void>;
  /** The texts that a note had before, the latest first. */
  versionsOf(id: string): Promise<readonly NoteVersion[]>;
}
