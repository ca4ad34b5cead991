import type { Layer, PictureDocument, PictureLayer } from '../../preload/contract/document.ts';
import type { MergeCommand } from '../../preload/contract/layer-commands.ts';
import type { Frame } from '../../preload/contract/pictures.ts';
import { type Refusal, refuse } from './layer-refusals.ts';
import { isDrawn, outermost, withinOf } from './layer-tree.ts';
import { locksOn } from './locks.ts';
import { type MergePlan, mergeAlone, mergeDown, mergeRun, mergeSeveral } from './merge-plans.ts';
import { flatten, mergeVisible } from './merge-whole-page.ts';

/** Merges layers into one picture, in two steps: a plan of what to draw, and the document once its pixels are kept. */

/** The plan of a command, or why it cannot run. */
export function planMerge(
  command: MergeCommand,
  document: PictureDocument,
  ids: readonly string[],
): MergePlan | Refusal {
  const plan = planOf(command, document, ids);
  if ('why' in plan) return plan;
  const unknown = plan.involved.find(({ kind }) => kind === 'unreadable');
  if (unknown !== undefined) return refuse('unknown', unknown.name);
  // A flattened page has no layers that could be locked, as in other editors.
  const locked = document.layers.find(
    ({ id }) => command !== 'flatten' && plan.gone.has(id) && locksOn(document.layers, id).all,
  );
  return locked === undefined ? plan : refuse('locked', locked.name);
}

function planOf(command: MergeCommand, document: PictureDocument, ids: readonly string[]): MergePlan | Refusal {
  if (command === 'merge-layers') return planOfChosen(document, ids);
  if (command === 'rasterise') return planOfDrawn(document, ids);
  return command === 'flatten' ? flatten(document) : mergeVisible(document);
}

/** Text, a shape or a fill becomes a picture. Of several chosen layers it is the one that was chosen last. */
function planOfDrawn(document: PictureDocument, ids: readonly string[]): MergePlan | Refusal {
  const [last] = outermost(document.layers, ids.slice(-1));
  if (last === undefined) return refuse('no-layer');
  return isDrawn(last) || last.kind === 'fill' ? mergeAlone(document, last) : refuse('no-drawn', last.name);
}

function planOfChosen(document: PictureDocument, ids: readonly string[]): MergePlan | Refusal {
  const chosen = outermost(document.layers, ids);
  const [first] = chosen;
  if (first === undefined) return refuse('no-layer');
  if (chosen.length > 1) return mergeSeveral(document, chosen);
  if (first.kind === 'group') return mergeAlone(document, first);
  return mergeRun(document, first) ?? mergeDown(document, first);
}

/** What a merged layer keeps besides its pixels. */
export interface MergedPicture {
  readonly id: string;
  readonly blob: string;
  readonly frame: Frame;
}

/** The document with the merged picture in the place of what it was made of. */
export function merged(document: PictureDocument, plan: MergePlan, picture: MergedPicture): PictureDocument {
  const layer = mergedLayer(document, plan, picture);
  const layers = document.layers.flatMap((one) => {
    const kept = plan.gone.has(one.id) ? [] : [one];
    return one.id === plan.anchorId ? [layer, ...kept] : kept;
  });
  return { ...document, layers };
}

function mergedLayer({ layers }: PictureDocument, plan: MergePlan, { id, blob, frame }: MergedPicture): PictureLayer {
  const isProtected = plan.involved.some((layer) => withProtection(layers, layer));
  const { tag = 'none', clipped = false, ...result } = plan.result;
  return {
    kind: 'picture',
    id,
    ...result,
    ...(tag === 'none' ? {} : { tag }),
    ...(clipped ? { clipped } : {}),
    ...(isProtected ? { isProtected } : {}),
    visible: true,
    mask: null,
    generationId: null,
    blob,
    mediaType: 'image/png',
    ...frame,
    scaleX: 1,
    scaleY: 1,
    angle: 0,
  };
}

function withProtection(layers: readonly Layer[], { id, isProtected }: Layer): boolean {
  return (
    isProtected === true || layers.some((layer) => layer.isProtected === true && withinOf(layers, id).has(layer.id))
  );
}
