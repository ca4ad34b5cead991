import type { Layer, PictureDocument } from '../../preload/contract/document.ts';
import type { ExportPart, ExportSettings } from '../../preload/contract/exporting.ts';
import { isLayeredType } from '../../preload/contract/layered-formats.ts';
import type { RegionMask } from '../../preload/contract/pictures.ts';
import { outermost, shownLayers } from './layer-tree.ts';
import { croppedMask, maskBox, wholeOf } from './mask-raster.ts';
import { drawn, frameAround, PLAIN } from './merge-plans.ts';
import { hasPaper } from './operations.ts';
import type { PartToCompose } from './page-raster.ts';

/** What is composed for each file of an export. */
export interface ExportPlan {
  /** The name of the layer where every layer is a file of its own, otherwise empty. */
  readonly name: string;
  readonly part: PartToCompose;
  /** The layers that the file may show, bottom first. */
  readonly shown: readonly Layer[];
}

export type ExportRefusal = 'nothing-shown' | 'no-region' | 'no-layer' | 'whole-page';

/** Why a part cannot be exported; null where it can. */
export function exportRefusal(
  document: PictureDocument,
  { part, mediaType }: Pick<ExportSettings, 'part' | 'mediaType'>,
  ids: readonly string[],
): ExportRefusal | null {
  const { layers, region } = document;
  if (isLayeredType(mediaType)) return layersRefusal(document, part);
  if (part === 'layers') return outermost(layers, ids).some(hasOwn) ? null : 'no-layer';
  if (part === 'each-layer') return leavesOf(layers).length > 0 ? null : 'no-layer';
  if (shownLayers(layers).length === 0) return 'nothing-shown';
  return part === 'region' && region.length === 0 ? 'no-region' : null;
}

function layersRefusal({ layers }: PictureDocument, part: ExportPart): ExportRefusal | null {
  if (part !== 'page') return 'whole-page';
  return layers.some(isKnown) ? null : 'no-layer';
}

const isKnown = ({ kind }: Layer): boolean => kind !== 'unreadable';

/** Whether a layer shows something by itself. */
const hasOwn = (layer: Layer): boolean => isKnown(layer) && layer.kind !== 'adjustment';

/** The layers that show something by themselves and are no groups. */
function leavesOf(layers: readonly Layer[]): readonly Layer[] {
  return layers.filter((layer) => hasOwn(layer) && layer.kind !== 'group');
}

/**
 * The files of an export, in the order of the layers.
 * @param ids the chosen layers
 * @param region the region as a mask of the page; null where there is none
 */
export function planExport(
  document: PictureDocument,
  part: ExportPart,
  ids: readonly string[],
  region: RegionMask | null,
): readonly ExportPlan[] {
  if (part === 'each-layer')
    return leavesOf(document.layers).map((layer) => planOfLayers(document, [layer], layer.name));
  if (part === 'layers') return [planOfLayers(document, outermost(document.layers, ids).filter(isKnown), '')];
  const frame = part === 'region' ? region && maskBox(region) : wholeOf(document);
  if (frame === null) return [];
  const cut = part === 'region' ? region && croppedMask(region, frame) : null;
  const whole = { layers: document.layers, frame, paper: hasPaper(document), cut, keepsFrame: true };
  return [{ name: '', part: whole, shown: shownLayers(document.layers) }];
}

/** The lowest layer is drawn without its look, and the others on it as they are on the page. Hidden ones show, too. */
function planOfLayers(document: PictureDocument, chosen: readonly Layer[], name: string): ExportPlan {
  const layers = chosen.flatMap((layer, at) =>
    drawn(document.layers, layer, { ...(at === 0 ? PLAIN : {}), visible: true }),
  );
  const frame = frameAround(
    document,
    chosen.map(({ id }) => id),
  );
  return { name, part: { layers, frame }, shown: shownLayers(layers) };
}

/** The page's size at a scale, in whole pixels. */
export function scaledSize({ width, height }: { readonly width: number; readonly height: number }, scale: number) {
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
