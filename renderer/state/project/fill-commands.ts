import { firstAdjustments, type GradientFill } from '../../../preload/contract/adjustments.ts';
import type { AdjustmentLayer, FillLayer, PictureDocument } from '../../../preload/contract/document.ts';
import type { FillCommand } from '../../../preload/contract/layer-commands.ts';
import type { StudioWords } from '../../../preload/words/index.ts';
import { placeAbove } from '../../document/lift-commands.ts';
import { maskPlaceOf, wholeMask } from '../../document/mask-commands.ts';
import { adjustmentLayer, fillLayer } from '../../document/new-layer.ts';
import { addLayer, clearRegion } from '../../document/operations.ts';
import type { Colour } from '../../document/paint.ts';
import { keepPng } from './layer-pixels.ts';
import type { PixelChange, PixelCommandParts } from './pixel-change.ts';

/** Adds a fill or an adjustment right above the chosen layer. A region becomes its mask. */
export async function addFill(
  parts: PixelCommandParts,
  command: FillCommand,
  document: PictureDocument,
  ids: readonly string[],
): Promise<PixelChange | null> {
  const region = document.region.length === 0 ? null : await parts.page.rasteriseMask();
  const layer = newLayer(parts, command, document);
  const place = maskPlaceOf(layer, document);
  const mask =
    region === null || place === null
      ? null
      : wholeMask(
          layer,
          place,
          await keepPng(parts, await parts.pixelWork.layerMask({ layer: place, shows: 'inside', region })),
        );
  return {
    involved: [],
    select: [layer.id],
    ...(mask !== null && { paintMaskOf: layer.id }),
    change: (page) => {
      const { parentId, index } = placeAbove(page, ids.at(-1) ?? null);
      const added = addLayer(page, { ...layer, mask, parentId }, index);
      // The region has become the mask. What was marked meanwhile stays.
      return mask !== null && page.region === document.region ? clearRegion(added) : added;
    },
  };
}

function newLayer(
  { newId, words, colours }: PixelCommandParts,
  command: FillCommand,
  page: PictureDocument,
): FillLayer | AdjustmentLayer {
  const own = { id: newId(), name: nameOf(words(), command) };
  const { foreground, background } = colours();
  if (command === 'new-fill') return fillLayer({ ...own, fill: { type: 'solid', colour: foreground } });
  if (command === 'new-gradient') return fillLayer({ ...own, fill: gradientOver(page, foreground, background) });
  return adjustmentLayer({ ...own, adjustment: firstAdjustments[typeOf[command]] });
}

const typeOf = {
  'new-brightness-contrast': 'brightness-contrast',
  'new-levels': 'levels',
  'new-hue-saturation': 'hue-saturation',
  'new-invert': 'invert',
} as const;

function nameOf({ names }: StudioWords, command: FillCommand): string {
  if (command === 'new-fill') return names.fills.solid;
  return command === 'new-gradient' ? names.fills.gradient : names.adjustments[typeOf[command]];
}

/** From the top of the page to its bottom. */
function gradientOver({ width, height }: PictureDocument, first: Colour, second: Colour): GradientFill {
  return {
    type: 'gradient',
    shape: 'linear',
    from: { x: width / 2, y: 0 },
    to: { x: width / 2, y: height },
    first: { ...first, alpha: 1 },
    second: { ...second, alpha: 1 },
  };
}
