import type {
  GroupLayer,
  Layer,
  LayerBox,
  Locks,
  PictureDocument,
  PixelLayer,
} from '../../preload/contract/document.ts';
import type { Guide } from '../../preload/contract/guides.ts';
import { isWholeStep, type RegionStep, type WholeStep } from '../../preload/contract/region-steps.ts';
import { MOST_SAVED_MASKS, type SavedMask } from '../../preload/contract/saved-masks.ts';
import type { Sides } from '../../preload/contract/task-inputs.ts';
import { hasPixels, shownLayers } from './layer-tree.ts';
import { locksOn } from './locks.ts';
import { shiftedLayer } from './move-layers.ts';
import { withoutScale } from './shape-box.ts';

/**
 * All changes of a picture, as functions `(document, ...arguments) -> document`. An operation that changes nothing
 * returns the document that it was given, so that no empty undo step is made. Unchanged layers and steps keep their
 * identity, and the diffs of history.ts rely on that.
 */

/** The placement of a layer with pixels. */
type Placement = LayerBox & Pick<Required<PixelLayer>, 'flipX' | 'flipY'>;

/** The properties of a layer that an artist can change. A place applies only to a layer that has one. */
export type LayerPatch = Partial<
  Pick<Layer, 'name' | 'visible' | 'opacity' | 'blendMode' | 'locks' | 'mask' | 'isProtected'> &
    Pick<Required<PixelLayer>, 'tag' | 'clipped'> &
    Pick<Required<GroupLayer>, 'passThrough'> &
    Placement
>;

export function emptyDocument(width = 1024, height = 1024): PictureDocument {
  return { width, height, layers: [], region: [] };
}

/** True for a page without layers, region, saved masks and guides. */
export function isEmpty(document: PictureDocument): boolean {
  const { layers, region } = document;
  return [layers, region, savedMasksOf(document), guidesOf(document)].every(({ length }) => length === 0);
}

/** Whether anything is visible on the page. */
export function showsPicture({ layers }: Pick<PictureDocument, 'layers'>): boolean {
  return shownLayers(layers).length > 0;
}

export function findLayer(document: PictureDocument, id: string): Layer | null {
  return document.layers.find((layer) => layer.id === id) ?? null;
}

/** Inserts `layer` at `index` from the bottom, or on top where no index is given. */
export function addLayer(document: PictureDocument, layer: Layer, index = document.layers.length): PictureDocument {
  if (findLayer(document, layer.id) !== null) return document;
  return { ...document, layers: document.layers.toSpliced(clampIndex(index, document.layers.length), 0, layer) };
}

/** Changes a layer. Fields that a lock forbids are left out of the patch. */
export function updateLayer(document: PictureDocument, id: string, patch: LayerPatch): PictureDocument {
  const at = document.layers.findIndex((layer) => layer.id === id);
  const layer = document.layers[at];
  if (layer === undefined) return document;
  const own = patchFor(layer, patch, locksOn(document.layers, id));
  if (!differs(layer, own)) return document;
  const changed: Layer = { ...layer, ...own };
  const kept = changed.kind === 'shape' ? withoutScale(changed) : changed;
  return { ...document, layers: document.layers.with(at, kept) };
}

/** Changes many layers at once, by id. */
export function updateLayers(document: PictureDocument, patches: ReadonlyMap<string, LayerPatch>): PictureDocument {
  return [...patches].reduce((changed, [id, patch]) => updateLayer(changed, id, patch), document);
}

const PLACEMENT = ['width', 'height', 'x', 'y', 'scaleX', 'scaleY', 'angle', 'flipX', 'flipY'] as const;
const LOOK = ['opacity', 'blendMode', 'mask', 'clipped', 'passThrough'] as const;

/**
 * The fields of a patch that apply to a layer. A layer without a place ignores a place, and a layer of an unknown kind
 * ignores what its kind may not have.
 */
function patchFor(layer: Layer, patch: LayerPatch, locks: Locks): LayerPatch {
  const without: string[] = [];
  if (!hasPixels(layer) || locks.position) without.push(...PLACEMENT);
  if (locks.all) without.push(...LOOK);
  if (layer.kind === 'unreadable') without.push('tag', 'clipped');
  if (layer.kind !== 'group') without.push('passThrough');
  return Object.fromEntries(Object.entries(patch).filter(([key]) => !without.includes(key)));
}

export function addRegionStep(document: PictureDocument, step: RegionStep): PictureDocument {
  // A step that only removes leaves an empty region unchanged.
  if (document.region.length === 0 && !beginsRegion(step)) return document;
  return { ...document, region: [...document.region, step] };
}

/** Whether the step can start an empty region. */
function beginsRegion(step: RegionStep): boolean {
  return step.kind === 'invert' || (!isWholeStep(step) && step.operation === 'add');
}

/** Replaces the steps of the region by `steps`. */
export function replaceRegion(document: PictureDocument, steps: readonly RegionStep[]): PictureDocument {
  return steps.reduce(addRegionStep, clearRegion(document));
}

/** Grows the region and keeps its softness. The step is inserted before the last steps that soften the edge. */
export function growRegion(document: PictureDocument, step: WholeStep): PictureDocument {
  const at = document.region.findLastIndex(({ kind }) => kind !== 'feather') + 1;
  return document.region.length === 0 ? document : { ...document, region: document.region.toSpliced(at, 0, step) };
}

export function savedMasksOf({ savedMasks }: Pick<PictureDocument, 'savedMasks'>): readonly SavedMask[] {
  return savedMasks ?? NO_MASKS;
}

/** One shared array, so that comparing by identity finds no change. */
const NO_MASKS: readonly SavedMask[] = [];

export function setSavedMasks(document: PictureDocument, masks: readonly SavedMask[]): PictureDocument {
  const { savedMasks: _, ...bare } = document;
  return masks.length === 0 ? bare : { ...bare, savedMasks: [...masks] };
}

/** Saves a region under a name, after the last one. */
export function saveMask(document: PictureDocument, mask: SavedMask): PictureDocument {
  const masks = savedMasksOf(document);
  return masks.length >= MOST_SAVED_MASKS ? document : setSavedMasks(document, [...masks, mask]);
}

export function removeMask(document: PictureDocument, id: string): PictureDocument {
  const masks = savedMasksOf(document);
  const left = masks.filter((mask) => mask.id !== id);
  return left.length === masks.length ? document : setSavedMasks(document, left);
}

export function guidesOf({ guides }: Pick<PictureDocument, 'guides'>): readonly Guide[] {
  return guides ?? NO_GUIDES;
}

const NO_GUIDES: readonly Guide[] = [];

export function setGuides(document: PictureDocument, guides: readonly Guide[]): PictureDocument {
  const { guides: _, ...bare } = document;
  return guides.length === 0 ? bare : { ...bare, guides: [...guides] };
}

export function clearRegion(document: PictureDocument): PictureDocument {
  return document.region.length === 0 ? document : { ...document, region: [] };
}

export function hasPaper({ paper }: Pick<PictureDocument, 'paper'>): boolean {
  return paper !== false;
}

export function setPaper(document: PictureDocument, shown: boolean): PictureDocument {
  if (hasPaper(document) === shown) return document;
  const { paper: _, ...bare } = document;
  return shown ? bare : { ...bare, paper: false };
}

/** Notes that the artist chose the size of the page, or that nobody did. */
export function setSizeChosen(document: PictureDocument, isChosen: boolean): PictureDocument {
  if ((document.sizeChosen ?? false) === isChosen) return document;
  const { sizeChosen: _, ...bare } = document;
  return isChosen ? { ...bare, sizeChosen: true } : bare;
}

/** @param dpi pixels per inch; null where nobody says */
export function setDpi(document: PictureDocument, dpi: number | null): PictureDocument {
  if ((document.dpi ?? null) === dpi) return document;
  const { dpi: _, ...bare } = document;
  return dpi === null ? bare : { ...bare, dpi };
}

/** Whether a first picture gives the page its size. */
export function takesSize(document: PictureDocument): boolean {
  return isEmpty(document) && document.sizeChosen !== true;
}

/** Changes the size of the page. Layers and the region keep their distance from the top left corner. */
export function resizePage(document: PictureDocument, width: number, height: number): PictureDocument {
  if (document.width === width && document.height === height) return document;
  return { ...document, width, height };
}

export function grownSize({ width, height }: { readonly width: number; readonly height: number }, sides: Sides) {
  return { width: width + sides.left + sides.right, height: height + sides.top + sides.bottom };
}

/** Adds sides to the page. Layers and the region keep their place in the picture. */
export function growPage(document: PictureDocument, sides: Sides): PictureDocument {
  const { left, top } = sides;
  const grown = { ...document, ...grownSize(document, sides) };
  if (left === 0 && top === 0) return resizePage(document, grown.width, grown.height);
  const masks = savedMasksOf(document).map((mask) => ({ ...mask, x: mask.x + left, y: mask.y + top }));
  return {
    ...setGuides(
      setSavedMasks(grown, masks),
      guidesOf(document).map((guide) => shiftedGuide(guide, left, top)),
    ),
    layers: document.layers.map((layer) => shiftedLayer(layer, left, top)),
    region: document.region.map((step) => shiftedStep(step, left, top)),
  };
}

function shiftedGuide(guide: Guide, dx: number, dy: number): Guide {
  return { ...guide, position: guide.position + (guide.orientation === 'vertical' ? dx : dy) };
}

function shiftedStep(step: RegionStep, dx: number, dy: number): RegionStep {
  if (isWholeStep(step)) return step;
  if (!('points' in step)) return { ...step, x: step.x + dx, y: step.y + dy };
  if (step.points === null) return step;
  return { ...step, points: step.points.map((value, i) => value + (i % 2 === 0 ? dx : dy)) };
}

/** The default values of the fields that may be absent. */
const USUAL: LayerPatch = {
  isProtected: false,
  tag: 'none',
  clipped: false,
  flipX: false,
  flipY: false,
  passThrough: false,
};

function differs(layer: Layer, patch: LayerPatch): boolean {
  const before: LayerPatch = { ...USUAL, ...layer };
  return Object.entries(patch).some(([key, value]) => !Object.is(before[key as keyof LayerPatch], value));
}

function clampIndex(index: number, last: number): number {
  return Math.max(0, Math.min(Math.trunc(index), last));
}
