import type { Raster, RegionMask } from '../../preload/contract/pictures.ts';
import type { Point } from '../document/canvas-port.ts';
import type { Likeness, MaskPart } from '../document/pixel-work.ts';
import { alike } from './alike.ts';
import { maskPart } from './mask-part.ts';

/** What the thread for pixels is asked, and its answers. */
export type PixelRequest =
  | { readonly kind: 'alike'; readonly raster: Raster; readonly at: Point; readonly likeness: Likeness }
  | { readonly kind: 'part'; readonly mask: RegionMask };

export function answer(request: PixelRequest): MaskPart | null {
  if (request.kind === 'part') return maskPart(request.mask);
  const { raster, at, likeness } = request;
  const [x, y] = [Math.floor(at.x), Math.floor(at.y)];
  const isInside = x >= 0 && y >= 0 && x < raster.width && y < raster.height;
  return isInside ? maskPart(alike(raster, x, y, likeness)) : null;
}
