import type { PictureDocument, PixelLayer } from '../../../preload/contract/document.ts';
import type { Frame } from '../../../preload/contract/pictures.ts';
import { cornersOfLayer } from '../../document/layer-corners.ts';
import { shownPictures } from '../../document/layer-tree.ts';
import { layerMeets } from '../pictures/placement.ts';

/**
 * The drawing that a part of the page shows, so that a drawing from there has it as its parent: the topmost one of which
 * a layer reaches into the box. Strokes, words and pictures that leave some of it in sight do not hide it. Null where
 * none is there, or where a picture of another origin covers the whole box.
 */
export function drawingIn(document: PictureDocument, box: Frame): string | null {
  const under = shownPictures(document.layers).filter((layer) => layerMeets(layer, box));
  const top = under.findLast(
    (layer) => layer.generationId !== null || (layer.kind === 'picture' && covers(layer, box)),
  );
  return top?.generationId ?? null;
}

/** Whether an upright layer is drawn over all of a box. */
function covers(layer: PixelLayer, { x, y, width, height }: Frame): boolean {
  if (layer.angle !== 0 || layer.opacity < 1 || layer.mask !== null) return false;
  const [first, , last] = cornersOfLayer(layer);
  if (first === undefined || last === undefined) return false;
  return first.x <= x && first.y <= y && last.x >= x + width && last.y >= y + height;
}
