import type { CanvasPort, LoadBlob } from '../document/canvas-port.ts';
import type { DocumentStore } from '../document/store.ts';
import type { StudioParts } from '../state/parts.ts';

/** What the studio is made of, in a window or in a test. */
export interface CoreParts extends Omit<StudioParts, 'notify'> {
  /** `document` shows one project after the other; `loadBlob` reads of the one it shows. */
  readonly createCanvas: (document: DocumentStore, loadBlob: LoadBlob) => CanvasPort;
  readonly randomSeed: () => number;
  /** Fields hand over what is being typed, so that it goes where it was begun. */
  readonly leaveFields: () => void;
}
