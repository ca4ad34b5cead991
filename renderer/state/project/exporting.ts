import type { PictureDocument } from '../../../preload/contract/document.ts';
import type { ExportSettings } from '../../../preload/contract/exporting.ts';
import { isLayeredType, type LayeredType } from '../../../preload/contract/layered-formats.ts';
import { exportRefusal } from '../../document/export-plans.ts';
import type { Exporting } from './export-work.ts';
import { plansOf, writeFiles } from './flat-export.ts';
import { layeredOf } from './layered-export.ts';
import type { PixelCommandParts } from './pixel-change.ts';

export interface ExporterParts extends PixelCommandParts {
  readonly name: () => string;
}

export interface Exporter {
  /**
   * Asks for a place and writes the files there. The picture is that of the call, even if it is changed meanwhile.
   * Returns how many files were written; null where the user chose no place, or where nothing shows. Rejects with
   * `cancelled` where the signal aborts: the files before that stay.
   */
  run(settings: ExportSettings, exporting: Exporting): Promise<number | null>;
}

export function createExporter(parts: ExporterParts): Exporter {
  return {
    run: async (settings, exporting) => {
      // A stroke that is on its way belongs to the picture.
      await parts.document.getState().turns.settled();
      const { document, selectedLayerIds } = parts.document.getState();
      if (exportRefusal(document, settings, selectedLayerIds) !== null) return null;
      const now = { ...parts, page: parts.page.asItIs() };
      const { part, mediaType } = settings;
      const plans = isLayeredType(mediaType) ? [] : await plansOf(now, document, settings, selectedLayerIds);
      const { place } = await parts.desktop.chooseExport({
        suggestedName: parts.name().slice(0, 200),
        mediaType,
        several: part === 'each-layer',
      });
      if (place === null) return null;
      if (isLayeredType(mediaType)) return writeLayers(now, document, place, mediaType, exporting);
      return writeFiles(now, plans, place, { ...settings, mediaType }, exporting);
    },
  };
}

async function writeLayers(
  parts: ExporterParts,
  document: PictureDocument,
  place: string,
  mediaType: LayeredType,
  { signal, onProgress }: Exporting,
): Promise<number> {
  const layered = await layeredOf(parts, document, {
    keepsAdjustments: mediaType === 'image/vnd.adobe.photoshop',
    signal,
    onProgress: (progress) => onProgress({ kind: 'layer', ...progress }),
  });
  onProgress({ kind: 'file', done: 0, of: 1 });
  const { picture, merged, leftOut, baked } = layered;
  const { bytes } = await parts.decoder.writeLayered({ picture, merged, mediaType }, { signal });
  signal.throwIfAborted();
  await parts.desktop.writeExport({ place, name: '', bytes: new Uint8Array(bytes) });
  if (baked > 0) parts.notify('note', (words) => words.layered.adjustmentsBaked({ count: baked }));
  if (leftOut > 0) parts.notify('failure', (words) => words.layered.unknownLeftOut({ count: leftOut }));
  return 1;
}
