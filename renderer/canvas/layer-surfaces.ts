import type { Layer } from '../../preload/contract/document.ts';
import { type Box, boxAround } from '../document/layer-bounds.ts';
import { cornersOfBox, type Matrix, mapped, matrixOf } from '../document/layer-matrix.ts';
import { hasPixels } from '../document/layer-tree.ts';
import { matrixOfMask } from '../document/paint-masks.ts';
import type { LayerContent } from './draw-layer.ts';
import { keyOfMask, type SurfaceKey } from './layer-content.ts';
import type { Lease } from './lease.ts';
import type { PaintSurface } from './paint-surface.ts';
import type { Tiled } from './tile-canvas.ts';

/** What shows a layer on the screen: the pictures that it has leased, and the surfaces of its tiles. */

/** The pictures of a layer that are no tiles. */
export interface Leases {
  readonly picture: Lease | null;
  readonly mask: Lease | null;
}

/** Tiles with the surface that shows them. */
export interface Surfaced {
  readonly key: SurfaceKey;
  readonly surface: PaintSurface;
  readonly tiled: Tiled;
}

/** The map from pixels of a surface to pixels of the page; null where the layer has none. */
export function matrixOfSurface(key: SurfaceKey, layer: Layer): Matrix | null {
  if (key === keyOfMask(layer.id)) return layer.mask && matrixOfMask(layer, layer.mask);
  return hasPixels(layer) ? matrixOf(layer) : null;
}

/** The rectangle of the page around a rectangle of a surface. */
export function onPage(matrix: Matrix | null, box: Box): Box | null {
  return matrix && boxAround(cornersOfBox(box).map((corner) => mapped(matrix, corner)));
}

/** The rectangle around all of these. */
export function union(boxes: readonly (Box | null)[]): Box | null {
  return boxAround(boxes.flatMap((box) => (box === null ? [] : cornersOfBox(box))));
}

/** Whether a layer is still drawn from the same pictures, whose pixels may have changed. */
export function isSameContent(before: LayerContent, after: LayerContent): boolean {
  const isThere = before.kind === 'there' && after.kind === 'there';
  return isThere && before.picture === after.picture && before.mask === after.mask;
}

export function release(leases: Leases | undefined): void {
  leases?.picture?.release();
  leases?.mask?.release();
}
