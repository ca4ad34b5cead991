import type { ListedGeneration } from '../../../preload/contract/records.ts';
import { exportRefusal } from '../../document/export-plans.ts';
import { nameOfPicture } from '../../generation/pictures/generation-layer.ts';
import { guarded } from '../parts.ts';
import type { DragOutActions } from '../record-types.ts';
import type { ExporterParts } from './exporting.ts';
import { plansOf, pngOfPlan } from './flat-export.ts';

const PNG = 'image/png';

/** Pictures of one project as files that are dragged out of the window. */
export function createDragOut(parts: ExporterParts): DragOutActions {
  const prepared = async (picture: () => Promise<{ readonly name: string; readonly bytes: Uint8Array } | null>) => {
    let file: string | null = null;
    await guarded(parts, async () => {
      const made = await picture();
      if (made === null) return;
      const { name, bytes } = made;
      file = (await parts.desktop.prepareDrag({ suggestedName: name, bytes: new Uint8Array(bytes) })).file;
    });
    return file;
  };
  return {
    ofGeneration: (generation: ListedGeneration) =>
      prepared(async () => ({
        name: nameOfPicture(parts.words(), generation),
        bytes: (await parts.store.getBlob({ hash: generation.picture })).bytes,
      })),
    ofLayers: (ids) =>
      prepared(async () => {
        // A stroke that is on its way belongs to the picture.
        await parts.document.getState().turns.settled();
        const { document } = parts.document.getState();
        if (exportRefusal(document, { part: 'layers', mediaType: PNG }, ids) !== null) return null;
        const now = { ...parts, page: parts.page.asItIs() };
        const [plan] = await plansOf(now, document, { part: 'layers' }, ids);
        const bytes = plan === undefined ? null : await pngOfPlan(now, plan);
        if (bytes === null) parts.notify('note', ({ exporting }) => exporting.nothing);
        const [only, ...others] = document.layers.filter(({ id }) => ids.includes(id));
        const name = only !== undefined && others.length === 0 ? only.name : parts.name();
        return bytes && { name: name.slice(0, 200), bytes };
      }),
    start: (file) => guarded(parts, async () => void (await parts.desktop.startDrag({ file }))),
  };
}
