import { refuseFullPage } from '../../document/full-page.ts';
import { placeAbove } from '../../document/lift-commands.ts';
import { pictureLayer } from '../../document/new-layer.ts';
import type { CopiedPlace } from '../../document/picture-clipboard.ts';
import { guarded } from '../parts.ts';
import { keepPng } from './layer-pixels.ts';
import type { PixelCommandParts } from './pixel-change.ts';

/**
 * Pastes files. A picture that was copied here comes back to its place, right above the chosen layer. All others are
 * imported.
 */
export function createPaste(parts: PixelCommandParts, importFiles: (files: readonly File[]) => Promise<void>) {
  return (files: readonly File[]): Promise<void> =>
    guarded(parts, async () => {
      const [file, ...others] = files;
      const bytes = file === undefined || others.length > 0 ? null : new Uint8Array(await file.arrayBuffer());
      const place = bytes && parts.clipboard.placeOf(bytes);
      if (bytes === null || place === null) await importFiles(files);
      else await parts.document.getState().turns.take(() => pasteInPlace(parts, bytes, place));
    });
}

async function pasteInPlace(
  parts: PixelCommandParts,
  bytes: Uint8Array<ArrayBuffer>,
  place: CopiedPlace,
): Promise<void> {
  refuseFullPage(parts.document.getState().document);
  const blob = await keepPng(parts, bytes);
  const state = parts.document.getState();
  const { parentId, index } = placeAbove(state.document, state.selectedLayerId);
  const { width, height } = place.frame;
  state.addLayer(
    pictureLayer({
      ...{ id: parts.newId(), name: place.name, parentId, blob, width, height, ...cornerOn(state.document, place) },
      mediaType: 'image/png',
      scaleX: 1,
      scaleY: 1,
      generationId: null,
    }),
    index,
  );
}

/** On a page of the same size the picture lies where it lay. On any other it lies in the middle. */
function cornerOn(page: CopiedPlace['page'], { frame, page: from }: CopiedPlace) {
  if (page.width === from.width && page.height === from.height) return { x: frame.x, y: frame.y };
  return { x: Math.round((page.width - frame.width) / 2), y: Math.round((page.height - frame.height) / 2) };
}
