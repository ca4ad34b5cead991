import { MOST_LAYERS, type PictureDocument } from '../../preload/contract/document.ts';
import { StudioError } from '../../preload/contract/errors.ts';

/**
 * The one limit of how many layers a page holds, whatever way they come. A document with more is refused by the store.
 * @throws StudioError `files.full-page` where a page has no room for one more layer
 */
export function refuseFullPage({ layers }: Pick<PictureDocument, 'layers'>): void {
  if (layers.length >= MOST_LAYERS) throw StudioError.of('files.full-page', { most: MOST_LAYERS });
}
