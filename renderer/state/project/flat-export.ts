import type { PictureDocument } from '../../../preload/contract/document.ts';
import { type ExportSettings, firstExport, hasQuality } from '../../../preload/contract/exporting.ts';
import type { WrittenType } from '../../../preload/contract/formats.ts';
import { tooLarge } from '../../../preload/contract/picture-refusals.ts';
import { type ExportPlan, planExport, scaledSize } from '../../document/export-plans.ts';
import { isPageSize } from '../../document/frame-page.ts';
import type { ProjectParts } from '../parts.ts';
import { drawingRecord } from './drawing-record.ts';
import { type Exporting, unmeasured } from './export-work.ts';
import { readerOf } from './merge-commands.ts';

/** Exports to files of one picture each. */

export type FlatSettings = Omit<ExportSettings, 'mediaType'> & { readonly mediaType: WrittenType };

/** What is composed for each file. @param ids the chosen layers */
export async function plansOf(
  { page }: Pick<ProjectParts, 'page'>,
  document: PictureDocument,
  { part }: Pick<ExportSettings, 'part'>,
  ids: readonly string[],
): Promise<readonly ExportPlan[]> {
  return planExport(document, part, ids, part === 'region' ? await page.rasteriseMask() : null);
}

/** Returns how many files were written; null where nothing shows. */
export async function writeFiles(
  parts: ProjectParts,
  plans: readonly ExportPlan[],
  place: string,
  settings: FlatSettings,
  { signal, onProgress }: Exporting,
): Promise<number | null> {
  let written = 0;
  for (const [at, plan] of plans.entries()) {
    onProgress({ kind: 'file', done: at, of: plans.length });
    const bytes = await encoded(parts, plan, settings, signal);
    signal.throwIfAborted();
    if (bytes === null) continue;
    const name = numbered(plan.name, at, plans.length);
    await parts.desktop.writeExport({ place, name, bytes: new Uint8Array(bytes) });
    written += 1;
  }
  if (written > 0) return written;
  parts.notify('note', ({ exporting }) => exporting.nothing);
  return null;
}

/** A PNG at the page's own size, with the record of what was drawn; null where nothing shows. */
export const pngOfPlan = (parts: ProjectParts, plan: ExportPlan): Promise<Uint8Array | null> =>
  encoded(parts, plan, { ...firstExport, mediaType: 'image/png' }, new AbortController().signal);

/** The bytes of one file; null where nothing shows. */
async function encoded(
  parts: ProjectParts,
  { part, shown }: ExportPlan,
  settings: FlatSettings,
  signal: AbortSignal,
): Promise<Uint8Array | null> {
  const composed = await parts.page.composed(part, readerOf(parts), unmeasured(signal));
  if (composed === null) return null;
  const { kernel, mediaType, lossless, ground } = settings;
  const { dpi } = parts.document.getState().document;
  const size = scaledSize(composed.raster, settings.scale);
  if (!isPageSize(size)) throw tooLarge('');
  const isPng = mediaType === 'image/png';
  const { bytes } = await parts.decoder.writePicture(
    {
      ...{ raster: composed.raster, ...size, kernel, mediaType, lossless },
      quality: hasQuality(mediaType) ? settings.quality[mediaType] : 100,
      ground: mediaType === 'image/jpeg' ? ground : null,
      record: isPng && settings.record ? await drawingRecord(parts.store, shown) : null,
      ...(dpi !== undefined && { dpi }),
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
