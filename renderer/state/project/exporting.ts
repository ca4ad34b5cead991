import type { PictureDocument } from '../../../preload/contract/document.ts';
import { StudioError } from '../../../preload/contract/errors.ts';
import { type ExportSettings, hasQuality } from '../../../preload/contract/exporting.ts';
import { tooLarge } from '../../../preload/contract/picture-refusals.ts';
import { type ExportPlan, exportRefusal, planExport, scaledSize } from '../../document/export-plans.ts';
import { isPageSize } from '../../document/frame-page.ts';
import type { ProjectParts } from '../parts.ts';
import { drawingRecord } from './drawing-record.ts';
import { readerOf } from './merge-commands.ts';

export interface ExporterParts extends ProjectParts {
  readonly name: () => string;
}

/** How far an export of one or more files is. */
export interface ExportProgress {
  readonly done: number;
  readonly of: number;
}

export interface Exporting {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ExportProgress) => void;
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
      const { document, selectedLayerIds } = parts.document.getState();
      if (exportRefusal(document, settings.part, selectedLayerIds) !== null) return null;
      const now = { ...parts, page: parts.page.asItIs() };
      const plans = await plansOf(now, document, settings, selectedLayerIds);
      const { part, mediaType } = settings;
      const { place } = await parts.desktop.chooseExport({
        suggestedName: parts.name().slice(0, 200),
        mediaType,
        several: part === 'each-layer',
      });
      return place === null ? null : writeAll(now, plans, place, settings, exporting);
    },
  };
}

async function plansOf(
  { page }: Pick<ExporterParts, 'page'>,
  document: PictureDocument,
  { part }: ExportSettings,
  ids: readonly string[],
): Promise<readonly ExportPlan[]> {
  return planExport(document, part, ids, part === 'region' ? await page.rasteriseMask() : null);
}

async function writeAll(
  parts: ExporterParts,
  plans: readonly ExportPlan[],
  place: string,
  settings: ExportSettings,
  { signal, onProgress }: Exporting,
): Promise<number | null> {
  let written = 0;
  for (const [at, plan] of plans.entries()) {
    onProgress({ done: at, of: plans.length });
    const bytes = await encoded(parts, plan, settings, signal);
    if (signal.aborted) throw StudioError.of('cancelled', {});
    if (bytes === null) continue;
    const name = numbered(plan.name, at, plans.length);
    await parts.desktop.writeExport({ place, name, bytes: new Uint8Array(bytes) });
    written += 1;
  }
  if (written > 0) return written;
  parts.notify('done', ({ exporting }) => exporting.nothing);
  return null;
}

/** The bytes of one file; null where nothing shows. */
async function encoded(
  parts: ExporterParts,
  { part, shown }: ExportPlan,
  settings: ExportSettings,
  signal: AbortSignal,
): Promise<Uint8Array | null> {
  const composed = await parts.page.composed(part, readerOf(parts));
  if (composed === null || signal.aborted) return null;
  const { kernel, mediaType, lossless, ground } = settings;
  const size = scaledSize(composed.raster, settings.scale);
  if (!isPageSize(size)) throw tooLarge('');
  const isPng = mediaType === 'image/png';
  const { bytes } = await parts.decoder.writePicture(
    {
      ...{ raster: composed.raster, ...size, kernel, mediaType, lossless },
      quality: hasQuality(mediaType) ? settings.quality[mediaType] : 100,
      ground: mediaType === 'image/jpeg' ? ground : null,
      record: isPng && settings.record ? await drawingRecord(parts.store, shown) : null,
    },
    { signal },
  );
  return bytes;
}

/** The names keep the order of the layers in a list of files. */
function numbered(name: string, at: number, of: number): string {
  const number = String(at + 1).padStart(String(of).length, '0');
  return `${number} ${name}`.slice(0, 200);
}
