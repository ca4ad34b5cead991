import { MOST_LAYERS, type PictureDocument } from '../../preload/contract/document.ts';
import { StudioError } from '../../preload/contract/errors.ts';

/**
 * Checks the limit of layers on a page. Every way to add a layer uses this check. The store refuses a document with
 * more.
 * @throws StudioError `files.full-page` where the page has no room for so many more layers
 */
export function refuseFullPage({ layers }: Pick<PictureDocument, 'layers'>, more = 1): void {
  if (layers.length + more > MOST_LAYERS) throw StudioError.of('files.full-page', { most: MOST_LAYERS });
}
