import type { CanvasPort } from '../document/canvas-port.ts';
import type { LoadBlob } from '../document/page-raster.ts';
import type { DocumentStore } from '../document/store.ts';
import type { StudioParts } from '../state/parts.ts';

/** The parts from which a window or a test makes the studio. */
export interface CoreParts extends Omit<StudioParts, 'notify'> {
  /** `document` follows the shown project, and `loadBlob` reads from that project. */
  readonly createCanvas: (document: DocumentStore, loadBlob: LoadBlob) => CanvasPort;
  readonly randomSeed: () => number;
  /** Takes the focus from a field, which then hands over what was typed to the project in which it was typed. */
  readonly leaveFields: () => void;
  /** Gives the focus to the field for the prompt. */
  readonly askForWords: () => void;
}
