import type { CanvasPort } from '../../document/canvas-port.ts';
import { guarded, type ProjectParts } from '../parts.ts';
import type { SheetPicture } from '../studio.ts';

/** Saves pictures with lines beneath them as one PNG, through the system's dialog. */
export function exportSheet(
  parts: ProjectParts,
  canvas: Pick<CanvasPort, 'sheetOf'>,
  cells: readonly SheetPicture[],
): Promise<void> {
  return guarded(parts, async () => {
    const drawn = await Promise.all(
      cells.map(async ({ picture, lines }) => ({ raster: await parts.page.rasterOf(picture), lines })),
    );
    const bytes = await canvas.sheetOf(drawn);
    const { saved } = await parts.desktop.savePicture({ suggestedName: parts.words().series.sheet, bytes });
    if (saved) parts.notify('done', ({ notices }) => notices.exported);
  });
}
