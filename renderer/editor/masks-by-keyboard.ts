import { findLayer } from '../document/operations.ts';
import type { Studio } from '../state/studio.ts';

/** Chooses by keys whether a mask takes the paint and is shown, and says so. Returns false where there is no mask. */

/** The paint goes on the mask of a layer, or on the layer again. */
export function paintMask({ document, app }: Pick<Studio, 'document' | 'app'>, id: string): boolean {
  const { document: page, paintedMaskId, paintOn } = document.getState();
  const layer = findLayer(page, id);
  if (layer === null || layer.mask === null) return false;
  const isMask = paintedMaskId !== id;
  paintOn(id, isMask ? 'mask' : 'layer');
  const { name } = layer;
  app.setState({ said: ({ canvas }) => (isMask ? canvas.paintsMask({ name }) : canvas.paintsLayer({ name })) });
  return true;
}

/** Shows the mask of a layer in the place of the page, or the page again. */
export function showMaskAlone({ document, app }: Pick<Studio, 'document' | 'app'>, id: string): boolean {
  const { document: page, loneMaskId, showMaskAlone } = document.getState();
  const layer = findLayer(page, id);
  if (layer === null || layer.mask === null) return false;
  showMaskAlone(loneMaskId === id ? null : id);
  const { name } = layer;
  app.setState({ said: ({ canvas }) => (loneMaskId === id ? canvas.paintsMask({ name }) : canvas.loneMask({ name })) });
  return true;
}
