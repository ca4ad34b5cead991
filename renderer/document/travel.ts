import type { PictureDocument } from '../../preload/contract/document.ts';
import { nothingToUndo, type UndoState } from '../../preload/contract/undo-steps.ts';
import type { Turns } from './turns.ts';
import type { Direction, UndoMarks } from './undo-marks.ts';

/** Going through the undo steps of a document. */

export interface Travel {
  undo(): void;
  redo(): void;
  /** Reads the steps that come next from the store, so that nobody waits for them. */
  readAhead(): Promise<void>;
  /** Shows another picture and clears the undo history. */
  replaceDocument(document: PictureDocument): void;
}

/** The undo steps of a document that were made before it was opened. */
export interface EarlierSteps {
  readonly state: UndoState;
  /** Steps in the order of their use, the first one being `from`; null for one that is lost. */
  readonly read: (direction: Direction, from: number) => Promise<readonly (string | null)[]>;
  /** Called where steps that were promised are lost, or do not belong to the document. */
  readonly onLost: (direction: Direction) => void;
  /** Called where they cannot be read now. */
  readonly onFailure: (error: unknown) => void;
}

export const noSteps: EarlierSteps = {
  state: nothingToUndo,
  read: async () => [],
  onLost: () => undefined,
  onFailure: () => undefined,
};

interface Travelling {
  readonly document: PictureDocument;
  readonly selectedLayerIds: readonly string[];
}

interface TravelParts {
  readonly now: () => Travelling;
  /** Shows a document, and what can be undone from it. */
  readonly show: (document: PictureDocument, select?: readonly string[]) => void;
  readonly marks: UndoMarks;
  readonly turns: Turns;
  /** Asked before the page gets another size; it says why where it returns true. */
  readonly refusesSize: () => boolean;
  readonly earlier: EarlierSteps;
}

export function travel({ now, show, marks, turns, refusesSize, earlier }: TravelParts): Travel {
  /** False where the steps cannot be read now. */
  const read = async (direction: Direction): Promise<boolean> => {
    const from = marks.lacking(direction);
    if (from === null) return true;
    try {
      marks.receive(direction, from, await earlier.read(direction, from));
      return true;
    } catch (error) {
      earlier.onFailure(error);
      return false;
    }
  };
  const go = (direction: Direction, promised: boolean) => {
    const { document, selectedLayerIds } = now();
    const to = marks[direction](document, selectedLayerIds);
    if (to !== null && !isSameSize(to.document, document) && refusesSize()) {
      marks[direction === 'undo' ? 'redo' : 'undo'](to.document, selectedLayerIds);
      show(document);
      return;
    }
    show(to?.document ?? document, to?.chosen ?? selectedLayerIds);
    if (to === null && promised) earlier.onLost(direction);
  };
  const travelTo = (direction: Direction) => {
    const promised = () => {
      marks.end(now().document);
      return marks.can(direction);
    };
    if (!turns.areTaken && promised() && marks.lacking(direction) === null) return go(direction, true);
    void turns.take(async () => {
      const isPromised = promised();
      if (await read(direction)) go(direction, isPromised);
    });
  };
  return {
    undo: () => travelTo('undo'),
    redo: () => travelTo('redo'),
    readAhead: async () => {
      await Promise.all([read('undo'), read('redo')]);
      show(now().document);
    },
    replaceDocument: (document) => {
      marks.forget();
      show(document, []);
    },
  };
}

const isSameSize = (one: PictureDocument, other: PictureDocument) =>
  one.width === other.width && one.height === other.height;
