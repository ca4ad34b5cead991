import { createStore, type StoreApi } from 'zustand/vanilla';
import type { RegionStep } from '../../../preload/contract/region-steps.ts';
import { savedMasksOf } from '../../document/operations.ts';
import type { RegionState } from '../page-types.ts';
import type { MarkedPicture, RegionMarks } from '../project/region-marks.ts';
import type { ProjectSession } from '../project/session-types.ts';

export interface RegionParts {
  readonly shown: () => Pick<ProjectSession, 'document' | 'marks'>;
  readonly newId: () => string;
  readonly showLook: (look: RegionState['look']) => void;
}

/** The commands on the region as a whole, for the shown project. Each is one undo step. */
export function createRegionState({ shown, newId, showLook }: RegionParts): StoreApi<RegionState> {
  const page = () => shown().document.getState();
  return createStore<RegionState>()((set, get) => ({
    look: 'tint',
    asked: null,
    amounts: { feather: 8, grow: 8, shrink: 8 },
    ask: (asked) => set({ asked }),
    setAmount: (what, pixels) => set({ amounts: { ...get().amounts, [what]: pixels } }),
    change: (what) => {
      const pixels = get().amounts[what];
      if (what === 'feather') page().addRegionStep({ kind: 'feather', id: newId(), radius: pixels });
      else page().growRegion({ kind: 'grow', id: newId(), by: what === 'grow' ? pixels : -pixels });
    },
    selectAll: () => {
      const { document, replaceRegion } = page();
      const { width, height } = document;
      replaceRegion([{ kind: 'rectangle', id: newId(), operation: 'add', x: 0, y: 0, width, height }]);
    },
    invert: () => page().addRegionStep({ kind: 'invert', id: newId() }),
    reselect: () => page().reselectRegion(),
    fromLayer: (layerId, operation) => layMarked(shown(), (marks) => marks.ofLayer(layerId), newId(), operation),
    fromMask: (layerId, operation) => layMarked(shown(), (marks) => marks.ofMask(layerId), newId(), operation),
    ofSubject: (which) => layMarked(shown(), (marks) => marks.ofSubject(which), newId(), 'replace'),
    ofWords: (words, operation) => {
      // Words that replace the region leave nothing of what other words would have marked.
      const order = operation === 'replace' ? 'instead' : 'after';
      return layMarked(shown(), (marks) => marks.ofWords(words, order), newId(), operation);
    },
    save: async (name) => {
      const { document, marks } = shown();
      const picture = await marks.ofRegion();
      if (picture !== null) document.getState().saveMask({ id: newId(), name, ...picture });
    },
    load: (maskId, operation) => {
      const { document } = shown();
      const mask = savedMasksOf(document.getState().document).find(({ id }) => id === maskId);
      if (mask === undefined) return;
      const { id: _, name: __, ...picture } = mask;
      lay(document.getState(), { kind: 'picture', id: newId(), operation: 'add', ...picture }, operation);
    },
    setLook: (look) => {
      set({ look });
      showLook(look);
    },
  }));
}

/** Combines the region with a picture that is made first. False where there is none; the reason has been shown then. */
async function layMarked(
  { document, marks }: Pick<ProjectSession, 'document' | 'marks'>,
  make: (marks: RegionMarks) => Promise<MarkedPicture | null>,
  id: string,
  operation: Step['operation'] | 'replace',
): Promise<boolean> {
  const picture = await make(marks);
  if (picture === null) return false;
  lay(document.getState(), { kind: 'picture', id, operation: 'add', ...picture }, operation);
  return true;
}

type Step = Extract<RegionStep, { kind: 'picture' }>;
type Document = ReturnType<ProjectSession['document']['getState']>;

function lay(document: Document, step: Step, operation: Step['operation'] | 'replace'): void {
  if (operation === 'replace') document.replaceRegion([step]);
  else document.addRegionStep({ ...step, operation });
}
