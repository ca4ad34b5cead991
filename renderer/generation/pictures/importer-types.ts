import type { StudioError } from '../../../preload/contract/errors.ts';
import type { Loss } from '../../../preload/contract/layered-picture.ts';
import type { PictureClient } from '../../../preload/contract/picture-service.ts';
import type { ListedGeneration } from '../../../preload/contract/records.ts';
import type { StudioWords } from '../../../preload/words/index.ts';
import type { Point } from '../../document/point.ts';
import type { ProjectStore } from '../../document/project-store.ts';
import type { DocumentStore } from '../../document/store.ts';
import type { ToldWords } from './told-words.ts';

/**
 * The services and the document of an importer. Pictures always go into its project, even if another one is shown by
 * then.
 */
export interface ImporterParts {
  readonly document: DocumentStore;
  readonly store: Pick<ProjectStore, 'putBlob' | 'getBlob'>;
  readonly newId: () => string;
  /** The words in the language of the window, for the names of layers. */
  readonly words: () => StudioWords;
  /** `show` reads the whole picture. It rejects with a `StudioError` whose code gives the reason. */
  readonly decoder: Pick<PictureClient, 'show' | 'openLayered'>;
}

/** A file from the artist, whatever way it came. */
export interface GivenFile {
  readonly name: string;
  /** Bytes; null where the size is unknown before reading. */
  readonly size: number | null;
  /** Rejects where the file cannot be read. */
  readonly read: () => Promise<Uint8Array<ArrayBuffer>>;
}

export interface Imported {
  readonly added: number;
  /** The reason for each file that was not imported. */
  readonly refused: readonly StudioError[];
  /** The files with layers of which something is not as in the program that made them. */
  readonly changed: readonly ChangedFile[];
  /** What the files that became layers say of the words from which they were drawn. */
  readonly told: readonly ToldWords[];
}

export interface ChangedFile {
  readonly file: string;
  readonly losses: readonly Loss[];
}

export interface Importer {
  /**
   * Turns picture files into layers. Each is centred at `at` (page pixels) or on the page, and shrunk if it is larger
   * than the page. A file with layers becomes a group of them. On an empty document the page takes the size of the first picture, and the others are centred on it.
   * One refused file does not keep the others out. Never rejects.
   */
  importFiles(files: readonly GivenFile[], at?: Point): Promise<Imported>;
  /**
   * Saves a picture file among the project's pictures, to draw from. The page stays as it is. Rejects with one
   * sentence.
   */
  keepPicture(file: GivenFile): Promise<Reference>;
  /**
   * Turns a picture of the gallery into a layer. It lies at its own frame. On a page of another size it covers the same
   * share of the page. A part is centred at `at`. Rejects with one sentence.
   */
  placeGeneration(generation: ListedGeneration, at?: Point): Promise<void>;
  /**
   * Turns pictures of the gallery into layers, the first of them on top, in one undo step. It may take long, so the artist can
   * cancel it. Rejects with one sentence, and none of them is on the page then.
   */
  placeGenerations(generations: readonly ListedGeneration[]): Promise<void>;
}

/** A picture to draw from. It is already among the project's blobs. */
export interface Reference {
  readonly hash: string;
  readonly name: string;
}
