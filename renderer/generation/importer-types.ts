import type { MediaType } from '../../preload/contract/document.ts';
import type { ListedGeneration } from '../../preload/contract/store.ts';
import type { Point } from '../document/canvas-port.ts';
import type { ProjectStore } from '../document/project-store.ts';
import type { DocumentStore } from '../document/store.ts';
import type { Reference } from './session-types.ts';

/** Of one project: whatever it brings in goes there, whenever that is done. */
export interface ImporterParts {
  readonly document: DocumentStore;
  readonly store: Pick<ProjectStore, 'putBlob' | 'getBlob'>;
  readonly newId: () => string;
  /** Decodes to be sure and gives natural pixels; rejects where the picture is broken (canvas/pictures.ts). */
  readonly measure: (
    bytes: Uint8Array<ArrayBuffer>,
    mediaType: MediaType,
  ) => Promise<{ width: number; height: number }>;
}

/** All reject with a `StudioError` of one sentence and change nothing where they cannot. */
export interface Importer {
  /**
   * A picture file becomes a layer, centred at `at` (page pixels) or on the page, shrunk to fit
   * the page where it is larger. On an empty document it becomes the page: the page takes its size.
   */
  importPicture(bytes: Uint8Array<ArrayBuffer>, name: string, at?: Point): Promise<void>;
  /** A picture file becomes one of the project's, to draw from; the page stays as it is. */
  keepPicture(bytes: Uint8Array<ArrayBuffer>, name: string): Promise<Reference>;
  /** A picture of the gallery becomes a layer: at its own frame, or centred at `at`. */
  placeGeneration(generation: ListedGeneration, at?: Point): Promise<void>;
}
