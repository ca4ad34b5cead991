import type { Fill } from '../../preload/contract/adjustments.ts';
import type { Layer } from '../../preload/contract/document.ts';
import type { Raster } from '../../preload/contract/pictures.ts';
import { adjustPixels } from '../../renderer/document/adjust-pixels.ts';
import { flattened, isPicture, layerTree } from '../../renderer/document/layer-tree.ts';
import { wholeOf } from '../../renderer/document/mask-raster.ts';
import type { ComposedPart, PartToCompose } from '../../renderer/document/page-raster.ts';
import { croppedRaster, keepInside, shownBox } from '../../renderer/document/raster-parts.ts';
import { over, place } from '../../renderer/document/straight-alpha.ts';

/** One colour everywhere, and of a gradient its first one. */
function filled({ width, height }: Pick<Raster, 'width' | 'height'>, fill: Fill): Raster {
  const { red, green, blue } = fill.type === 'solid' ? fill.colour : fill.first;
  return {
    width,
    height,
    rgba: Uint8Array.from({ length: 4 * width * height }, (_, at) => [red, green, blue, 255][at % 4] ?? 0),
  };
}

/**
 * Composes upright pictures in normal mode, plain fills and adjustments, without a canvas: for tests of what is done with the result. What the window
 * draws is compared with the reference in compositing.spec.ts.
 */
export function composedPlainly(part: PartToCompose, pixelsOf: (hash: string) => Raster): ComposedPart | null {
  const raster = drawn(part.layers, part, pixelsOf);
  if (part.shape != null) {
    const shape = drawn(part.shape, part, pixelsOf);
    for (let at = 3; at < raster.rgba.length; at += 4) raster.rgba[at] = shape.rgba[at] ?? 0;
  }
  if (part.cut != null) keepInside(raster, part.cut);
  const box = part.keepsFrame ? wholeOf(raster) : shownBox(raster);
  if (box === null) return null;
  const frame = { ...box, x: box.x + part.frame.x, y: box.y + part.frame.y };
  return { raster: croppedRaster(raster, box), frame };
}

function drawn(layers: readonly Layer[], { frame, paper }: PartToCompose, pixelsOf: (hash: string) => Raster): Raster {
  const rgba = new Uint8Array(4 * frame.width * frame.height).fill(paper === true ? 255 : 0);
  const page = { width: frame.width, height: frame.height, rgba };
  for (const layer of flattened(layerTree(layers))) {
    if (!layer.visible) continue;
    if (layer.kind === 'adjustment') adjustPixels(new Uint8ClampedArray(rgba.buffer), layer.adjustment);
    if (layer.kind === 'fill') over(page, filled(page, layer.fill), layer.opacity);
    if (!isPicture(layer)) continue;
    const at = { x: layer.x - frame.x, y: layer.y - frame.y };
    over(page, place(pixelsOf(layer.blob), at, frame), layer.opacity);
  }
  return page;
}
