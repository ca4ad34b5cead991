import { type Layer, MOST_LAYERS } from '../../../preload/contract/document.ts';
import { StudioError } from '../../../preload/contract/errors.ts';
import { MOST_NESTED } from '../../../preload/contract/layer-tree.ts';
import { depthOf, type LayeredLayer, type LayeredPicture } from '../../../preload/contract/layered-picture.ts';
import type { Working } from '../../document/long-work.ts';
import { shiftedLayer } from '../../document/move-layers.ts';
import { adjustmentLayer, fillLayer, groupLayer, paintLayer, pictureLayer } from '../../document/new-layer.ts';
import { setDpi, setGuides, takesSize } from '../../document/operations.ts';
import type { Point } from '../../document/point.ts';
import type { ImporterParts } from './importer-types.ts';
import { nearestOnPage } from './placement.ts';

/** What was read of a file. */
export interface LayeredFile {
  /** For the group of its layers. */
  readonly name: string;
  readonly picture: LayeredPicture;
  /** The file itself, among the project's blobs. */
  readonly madeFrom: string;
}

type KeptParts = ImporterParts & Pick<LayeredFile, 'madeFrom'>;

/**
 * Adds the layers of a file, which are saved first. On an empty page they keep their places, and the page takes the
 * file's size and guides. Otherwise they come as one group, centred at `at` or on the page.
 * @throws StudioError `files.full-page`
 */
export async function addLayered(
  parts: ImporterParts,
  { name, picture, madeFrom }: LayeredFile,
  working: Working,
  at?: Point,
): Promise<void> {
  refuseMany(parts, picture);
  const layers = await keptLayers({ ...parts, madeFrom }, picture, working);
  working.signal.throwIfAborted();
  refuseMany(parts, picture);
  const state = parts.document.getState();
  if (takesSize(state.document)) {
    const { width, height } = picture;
    const guides = (picture.guides ?? []).map((guide) => ({ ...guide, id: parts.newId() }));
    state.change(
      (page) =>
        setDpi(setGuides({ ...page, width, height, paper: false, layers }, guides), picture.dpi ?? page.dpi ?? null),
      layers.slice(-1).map(({ id }) => id),
    );
    return;
  }
  const centre = at === undefined ? middleOf(state.document) : nearestOnPage(state.document, at);
  const [dx, dy] = [Math.round(centre.x - picture.width / 2), Math.round(centre.y - picture.height / 2)];
  const placed = layers.map((layer) => shiftedLayer(layer, dx, dy));
  const group = depthOf(picture) < MOST_NESTED ? groupLayer({ id: parts.newId(), name }) : null;
  const added = group === null ? placed : [...placed.map((layer) => within(layer, group.id)), group];
  state.change(
    (page) => ({ ...page, layers: [...page.layers, ...added] }),
    added.slice(-1).map(({ id }) => id),
  );
}

function refuseMany({ document }: ImporterParts, { layers }: LayeredPicture): void {
  const page = document.getState().document;
  // The group around them counts, too.
  if (page.layers.length + layers.length + (takesSize(page) ? 0 : 1) <= MOST_LAYERS) return;
  throw StudioError.of('files.full-page', { most: MOST_LAYERS });
}

const within = (layer: Layer, groupId: string): Layer =>
  layer.parentId === null ? { ...layer, parentId: groupId } : layer;

const middleOf = ({ width, height }: { readonly width: number; readonly height: number }): Point => ({
  x: width / 2,
  y: height / 2,
});

/** Saves the pictures of layers and masks among the project's, since a document must not name a blob that it lacks. */
async function keptLayers(parts: KeptParts, picture: LayeredPicture, { signal, tell }: Working): Promise<Layer[]> {
  const ids = picture.layers.map(() => parts.newId());
  const kept: Layer[] = [];
  for (const [at, layer] of picture.layers.entries()) {
    signal.throwIfAborted();
    tell(at, picture.layers.length);
    kept.push(await keptLayer(parts, picture, layer, ids, at));
  }
  return kept;
}

async function keptLayer(
  parts: KeptParts,
  { width, height }: LayeredPicture,
  layer: LayeredLayer,
  ids: readonly string[],
  at: number,
): Promise<Layer> {
  const { name, visible, opacity, blendMode, locks, clipped, tag, pixels, parent } = layer;
  const parentId = parent === null ? null : (ids[parent] ?? null);
  const shared = { id: ids[at] ?? '', name, parentId, visible, opacity, blendMode, locks };
  const look = { ...shared, ...(clipped && { clipped }), ...(tag !== 'none' && { tag }) };
  const mask = await keptMask(parts, layer);
  if (layer.kind === 'group') return groupLayer({ ...look, mask, ...(layer.passThrough && { passThrough: true }) });
  if (layer.fill !== undefined) return fillLayer({ ...look, mask, fill: layer.fill });
  if (layer.adjustment !== undefined) return adjustmentLayer({ ...look, mask, adjustment: layer.adjustment });
  if (pixels === null) return paintLayer({ ...look, mask, width, height });
  const { png, ...frame } = pixels;
  return pictureLayer({
    ...{ ...look, mask, ...frame },
    ...{ blob: await keptPng(parts, png), mediaType: 'image/png', scaleX: 1, scaleY: 1, generationId: null },
  });
}

/** The mask in pixels of the layer, or in page pixels where the layer has none or is a group. */
async function keptMask(parts: KeptParts, { mask, pixels }: LayeredLayer): Promise<Layer['mask']> {
  if (mask === null) return null;
  const { x, y, width, height, enabled, png } = mask;
  const corner = pixels ?? { x: 0, y: 0 };
  return { blob: await keptPng(parts, png), enabled, x: x - corner.x, y: y - corner.y, width, height };
}

async function keptPng({ store, madeFrom }: KeptParts, png: Uint8Array): Promise<string> {
  return (await store.putBlob({ bytes: new Uint8Array(png), mediaType: 'image/png', madeFrom })).hash;
}
