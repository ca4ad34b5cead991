import type { StudioError } from '../../../preload/contract/errors.ts';
import type { PictureClient } from '../../../preload/contract/picture-service.ts';
import type { ListedGeneration } from '../../../preload/contract/store.ts';
import type { StudioWords } from '../../../preload/words/index.ts';
import type { Point } from '../../document/canvas-port.ts';
import type { ProjectStore } from '../../document/project-store.ts';
import type { DocumentStore } from '../../document/store.ts';

/** What an importer of one project works with. Pictures go into this project, whichever is shown by then. */
export interface ImporterParts {
  readonly document: DocumentStore;
  readonly store: Pick<ProjectStore, 'putBlob' | 'getBlob'>;
  readonly newId: () => string;
  /** In the language of the window, for the names of layers. */
  readonly words: () => StudioWords;
  /** Has the decoder read the picture to the end; rejects with a `StudioError` that says by name why it cannot. */
  readonly decoder: Pick<PictureClient, 'show'>;
}

/** A file that an artist has given, whatever way it came. */
export interface GivenFile {
  readonly name: string;
  /** Bytes; null where nothing is known before it is read. */
  readonly size: number | null;
  /** Rejects where the file cannot be read. */
  readonly read: () => Promise<Uint8Array<ArrayBuffer>>;
}

export interface Imported {
  readonly added: number;
  /** Why the other files were not. */
  readonly refused: readonly StudioError[];
}

export interface Importer {
  /**
   * Picture files become layers, each centred at `at` (page pixels) or on the page, shrunk to fit
   * the page where it is larger. On an empty document the first one becomes the page, which takes
   * its size, and the others are centred on it. One file that cannot be taken keeps no other out. Never rejects.
   */
  importFiles(files: readonly GivenFile[], at?: Point): Promise<Imported>;
  /** A picture file becomes one of the project's, to draw from; the page stays as it is. Rejects with one sentence. */
  keepPicture(file: GivenFile): Promise<Reference>;
  /**
   * A picture of the gallery becomes a layer: at its own frame, or, on a page of another size, as much of
   * that page as it was of its own. A part is centred at `at`. Rejects with one sentence.
   */
  placeGeneration(generation: ListedGeneration, at?: Point): Promise<void>;
}

/** A picture of the project to draw from: in its blobs already. */
export interface Reference {
  readonly hash: string;
  readonly name: string;
}
