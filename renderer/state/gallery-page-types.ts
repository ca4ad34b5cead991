import type { GalleryPageLook } from '../../preload/contract/gallery-page.ts';
import type { ListedGeneration } from '../../preload/contract/records.ts';

/** What the page over the whole window shows: the gallery, or the tree of the history. */
export type PageFace = 'gallery' | 'history';

/** What panels read and do of the page of the gallery, which also shows the history. What is sought there is in `GalleryState`, as in the panel. */
export interface GalleryPageState {
  readonly isShown: boolean;
  readonly face: PageFace;
  /** The least width of a picture in the grid, in CSS pixels. */
  readonly tile: number;
  /** The ids of the chosen pictures. It may have some that are no longer shown. */
  readonly chosen: ReadonlySet<string>;
  /** The runs whose pictures lie side by side and not in a stack. */
  readonly openRuns: ReadonlySet<string>;
  /** The id of the picture that fills the window; null where none does. */
  readonly viewed: string | null;
  /** The ids of the two pictures that are compared; null where none are. */
  readonly compared: readonly [string, string] | null;
  /** Shows the page, or leaves it with all that lies over it. The gallery is shown where no face is named. */
  show(isShown: boolean, face?: PageFace): void;
  /** By which the files of an export are named; see `namesOf`. */
  readonly pattern: string;
  /** The pictures that an export asks about; null where none does. */
  readonly exported: readonly ListedGeneration[] | null;
  /** How captions go with the exported pictures. */
  readonly captions: GalleryPageLook['captions'];
  /** How many files are written, of all; null while no export runs. */
  readonly exporting: { readonly done: number; readonly of: number } | null;
  /** The pictures that captions are asked for; null where none are. */
  readonly captioned: readonly ListedGeneration[] | null;
  /** The pictures of which the captions are looked through; null where none are. */
  readonly reviewed: readonly ListedGeneration[] | null;
  /** The pictures of which the captions are changed at once; null where none are. */
  readonly changed: readonly ListedGeneration[] | null;
  /** The questions of the last time, one in each line. */
  readonly questions: string;
  view(id: string | null): void;
  compare(ids: readonly [string, string] | null): void;
  /** Changes the width of the pictures, and keeps it. */
  setTile(tile: number): void;
  /** Makes the pictures one step larger or smaller. */
  stepTile(by: 1 | -1): void;
  choose(ids: Iterable<string>): void;
  /** Asks how the files of these pictures are named; null closes the question. */
  askExport(pictures: readonly ListedGeneration[] | null): void;
  setPattern(pattern: string): void;
  setCaptions(captions: GalleryPageLook['captions']): void;
  /** Asks for a folder by the system's dialog, and writes the pictures there, each with its record. */
  runExport(): Promise<void>;
  /** Ends an export. The files that are written stay. */
  cancelExport(): void;
  /** Asks what is written about these pictures; null closes the question. */
  askCaption(pictures: readonly ListedGeneration[] | null): void;
  setQuestions(questions: string): void;
  /** Looks through the captions of these pictures; null ends it. */
  review(pictures: readonly ListedGeneration[] | null): void;
  /** Asks how the captions of these pictures are changed; null closes the question. */
  askChange(pictures: readonly ListedGeneration[] | null): void;
  openRun(runId: string, isOpen: boolean): void;
  /** Brings back how the page looked. */
  restore(): Promise<void>;
}
