import type { StoreApi } from 'zustand/vanilla';
import type { ListedGeneration } from '../../../preload/contract/records.ts';
import { UNSURE_SHARE } from '../../generation/candidates/unsure.ts';
import type { RunInput } from '../../generation/run/run-types.ts';
import { type Circumstances, closedBy } from '../../generation/tasks/tasks.ts';
import type { DrawnLayerActions } from '../page-types.ts';
import { guarded, type ProjectParts } from '../parts.ts';
import type { PromptState } from '../prompt-types.ts';
import type { GalleryState } from '../record-types.ts';
import type { RegionMarks } from './region-marks.ts';

export interface DrawnLayerParts extends Pick<ProjectParts, 'document' | 'store' | 'notify' | 'hold' | 'newId'> {
  readonly gallery: StoreApi<GalleryState>;
  readonly prompt: StoreApi<PromptState>;
  readonly marks: Pick<RegionMarks, 'ofLayer'>;
  readonly circumstances: () => Circumstances;
  readonly begin: (input: RunInput) => Promise<void>;
  readonly randomSeed: () => number;
}

/** What can be done with a layer that a model has drawn, by its record. A failure becomes a notice. */
export function createDrawnLayer(parts: DrawnLayerParts): DrawnLayerActions {
  const { document, store, gallery, prompt } = parts;
  const recordOf = async (layerId: string): Promise<ListedGeneration | null> => {
    const layer = document.getState().document.layers.find(({ id }) => id === layerId);
    if (layer === undefined || layer.kind === 'unreadable' || layer.generationId === null) {
      parts.notify('done', ({ drawn }) => drawn.notDrawn);
      return null;
    }
    return store.getGeneration({ id: layer.generationId });
  };
  const withRecord = (layerId: string, act: (record: ListedGeneration) => unknown) =>
    guarded(parts, async () => {
      const record = await recordOf(layerId);
      if (record !== null) await act(record);
    });
  const takeOver = async (record: ListedGeneration) => {
    await gallery.getState().useMask(record);
    // A change of its words is to change that picture, and not to draw another one.
    gallery.getState().useSettings(record, true);
  };
  return {
    openInHistory: (layerId) => withRecord(layerId, (record) => gallery.getState().find(record)),
    editPrompt: async (layerId) => {
      let found = false;
      await withRecord(layerId, async (record) => {
        await takeOver(record);
        found = true;
      });
      return found;
    },
    drawAgain: (layerId) =>
      withRecord(layerId, async (record) => {
        await takeOver(record);
        await prompt.getState().runAgain();
      }),
    redrawUnsure: (layerId) =>
      withRecord(layerId, async (record) => {
        if (closedBy('vary', parts.circumstances()) !== null) return;
        const picture = await parts.marks.ofLayer(layerId);
        if (picture === null) return;
        document.getState().replaceRegion([{ kind: 'picture', id: parts.newId(), operation: 'add', ...picture }]);
        const { settings, size, choices } = prompt.getState();
        await parts.begin({
          ...{ task: 'vary', prompt: record.prompt, settings, size, reference: null, count: 1, verify: false },
          seed: parts.randomSeed(),
          choices: { ...choices, strength: UNSURE_SHARE },
        });
      }),
  };
}
