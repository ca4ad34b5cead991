import type { Layer, PictureDocument, RasterLayer } from '../../../preload/contract/document.ts';
import type { LiftCommand } from '../../../preload/contract/layer-commands.ts';
import type { Frame, RegionMask } from '../../../preload/contract/pictures.ts';
import { isRaster, outermost, shownLayers } from '../../document/layer-tree.ts';
import { placeAbove } from '../../document/lift-commands.ts';
import { croppedMask, maskBox } from '../../document/mask-raster.ts';
import { drawn, frameAround, PLAIN } from '../../document/merge-plans.ts';
import { pictureLayer } from '../../document/new-layer.ts';
import { addLayer } from '../../document/operations.ts';
import type { ComposedPart } from '../../document/page-raster.ts';
import { keepRaster, readPixels, writePixels } from './layer-pixels.ts';
import { readerOf } from './merge-commands.ts';
import type { PixelChange, PixelCommandParts } from './pixel-change.ts';

/** Lifts what lies in the region off the layers, or all of them where there is no region. */
export async function liftPixels(
  parts: PixelCommandParts,
  command: LiftCommand,
  document: PictureDocument,
  ids: readonly string[],
): Promise<PixelChange | null> {
  const region = document.region.length === 0 ? null : await parts.page.rasteriseMask();
  if (document.region.length > 0 && region === null) return tellEmpty(parts);
  const chosen = outermost(document.layers, ids);
  if (command === 'clear-pixels') return region && cleared(parts, chosen, region);
  const lifted = await liftedPart(parts, command, document, chosen, region);
  if (lifted === null) return tellEmpty(parts);
  if (command === 'layer-via-copy') return asLayer(parts, chosen, lifted);
  await copied(parts, command, document, chosen, lifted);
  return command === 'cut-pixels' && region !== null ? cleared(parts, chosen, region) : null;
}

function tellEmpty({ notify }: PixelCommandParts): null {
  notify('note', ({ layers }) => layers.nothingLifted);
  return null;
}

/** What the layers show inside of the region. */
function liftedPart(
  parts: PixelCommandParts,
  command: LiftCommand,
  document: PictureDocument,
  chosen: readonly Layer[],
  region: RegionMask | null,
): Promise<ComposedPart | null> {
  const { layers } = document;
  const all = command === 'copy-merged';
  const whole = frameAround(
    document,
    (all ? shownLayers(layers) : chosen).map(({ id }) => id),
  );
  const box = region && maskBox(region);
  const frame = box ?? (all ? onPage(document) : whole);
  const cut = region && box && croppedMask(region, box);
  return parts.page.composed({ layers: all ? layers : drawnTogether(layers, chosen), frame, cut }, readerOf(parts));
}

const onPage = ({ width, height }: PictureDocument): Frame => ({ x: 0, y: 0, width, height });

/** The lowest layer is drawn without its look, and the others on it as they are on the page. Hidden ones show, too. */
function drawnTogether(layers: readonly Layer[], chosen: readonly Layer[]): readonly Layer[] {
  return chosen.flatMap((layer, at) => drawn(layers, layer, { ...(at === 0 ? PLAIN : {}), visible: true }));
}

async function copied(
  { decoder, clipboard, words }: PixelCommandParts,
  command: LiftCommand,
  { width, height }: PictureDocument,
  chosen: readonly Layer[],
  { raster, frame }: ComposedPart,
): Promise<void> {
  const { png } = await decoder.pack({ raster });
  const own = command === 'copy-merged' ? undefined : chosen.at(-1)?.name;
  const name = own ?? words().task.picture;
  await clipboard.copy(new Uint8Array(png), { name, frame, page: { width, height } });
}

/** Clears what lies in the region on each of the layers. */
async function cleared(
  parts: PixelCommandParts,
  chosen: readonly Layer[],
  region: RegionMask,
): Promise<PixelChange | null> {
  const changed = new Map<string, RasterLayer>();
  for (const layer of chosen.filter(isRaster)) {
    const left = await parts.pixelWork.clear(await readPixels(parts, layer), region, layer);
    changed.set(layer.id, await writePixels(parts, layer, left));
  }
  const layers = (page: PictureDocument) => page.layers.map((layer) => changed.get(layer.id) ?? layer);
  return { involved: chosen, change: (page) => ({ ...page, layers: layers(page) }) };
}

/** A new layer right above. That of one layer keeps its look. */
async function asLayer(
  parts: PixelCommandParts,
  chosen: readonly Layer[],
  { raster, frame }: ComposedPart,
): Promise<PixelChange> {
  const [top, only] = [chosen.at(-1), chosen.length === 1 ? chosen[0] : undefined];
  const blob = await keepRaster(parts, raster);
  const id = parts.newId();
  const look = only === undefined ? {} : { opacity: only.opacity, blendMode: only.blendMode };
  const name = parts
    .words()
    .names.copy({ name: (top?.name ?? '').slice(0, 190) })
    .slice(0, 200);
  return {
    involved: chosen,
    select: [id],
    change: (page) => {
      const { parentId, index } = placeAbove(page, top?.id ?? null);
      const clipped =
        only !== undefined && only.kind !== 'unreadable' && only.clipped === true ? { clipped: true } : {};
      const layer = pictureLayer({
        ...{ id, name, parentId, blob, ...frame, ...look, ...clipped },
        mediaType: 'image/png',
        scaleX: 1,
        scaleY: 1,
        generationId: null,
      });
      return addLayer(page, layer, index);
    },
  };
}
