import type { PictureDocument } from '../../preload/contract/document.ts';
import type { Alignment } from '../../preload/contract/layer-commands.ts';
import { type Box, boundsOf } from './layer-bounds.ts';
import { outermost } from './layer-tree.ts';
import { movable, moveLayers } from './move-layers.ts';

/** Aligns layers with each other, and distributes them evenly. A group moves as one. */

/** A distribution needs one layer between two others. */
const LEAST_TO_DISTRIBUTE = 3;

type Axis = 'across' | 'down';

interface Item {
  readonly id: string;
  readonly box: Box;
}

interface Rule {
  readonly axis: Axis;
  /** The place that is aligned: 0 the begin of a box, 1 its end, 0.5 its middle. Null where layers are distributed. */
  readonly share: number | null;
}

const rules: Readonly<Record<Alignment, Rule>> = {
  'align-left': { axis: 'across', share: 0 },
  'align-centre': { axis: 'across', share: 0.5 },
  'align-right': { axis: 'across', share: 1 },
  'align-top': { axis: 'down', share: 0 },
  'align-middle': { axis: 'down', share: 0.5 },
  'align-bottom': { axis: 'down', share: 1 },
  'distribute-across': { axis: 'across', share: null },
  'distribute-down': { axis: 'down', share: null },
};

export function distributes(alignment: Alignment): boolean {
  return rules[alignment].share === null;
}

export function canDistribute({ layers }: PictureDocument, ids: readonly string[]): boolean {
  return movable(layers, ids).filter((id) => boundsOf(layers, [id]) !== null).length >= LEAST_TO_DISTRIBUTE;
}

/**
 * Moves the layers. Several are aligned with the box around all of them, and one with the page. Layers whose place is
 * locked stay, and the others are aligned with them, too.
 */
export function alignLayers(document: PictureDocument, ids: readonly string[], alignment: Alignment): PictureDocument {
  const { axis, share } = rules[alignment];
  const moved = movable(document.layers, ids).flatMap((id): Item[] => {
    const box = boundsOf(document.layers, [id]);
    return box === null ? [] : [{ id, box }];
  });
  const shifts =
    share === null ? evenly(moved, axis) : moved.map((item) => alignedBy(item, axis, share, aroundAll(document, ids)));
  return moved.reduce((page, { id }, at) => {
    const shift = shifts[at] ?? 0;
    return axis === 'across' ? moveLayers(page, [id], shift, 0) : moveLayers(page, [id], 0, shift);
  }, document);
}

function aroundAll(document: PictureDocument, ids: readonly string[]): Box {
  const page = { x: 0, y: 0, width: document.width, height: document.height };
  return outermost(document.layers, ids).length === 1 ? page : (boundsOf(document.layers, ids) ?? page);
}

const beginOf = ({ x, y }: Box, axis: Axis) => (axis === 'across' ? x : y);
const lengthOf = ({ width, height }: Box, axis: Axis) => (axis === 'across' ? width : height);

function alignedBy({ box }: Item, axis: Axis, share: number, around: Box): number {
  const to = beginOf(around, axis) + share * (lengthOf(around, axis) - lengthOf(box, axis));
  return onWholePixels(box, axis, to - beginOf(box, axis));
}

/** A layer on whole pixels stays on them, so that it stays as sharp as it was. */
function onWholePixels(box: Box, axis: Axis, shift: number): number {
  return Number.isInteger(beginOf(box, axis)) ? Math.round(shift) : shift;
}

/** The shifts that make all gaps alike. The first and the last layer stay. */
function evenly(items: readonly Item[], axis: Axis): number[] {
  const middleOf = ({ box }: Item) => beginOf(box, axis) + lengthOf(box, axis) / 2;
  const order = [...items.keys()].sort((a, b) => at(items, a, middleOf) - at(items, b, middleOf));
  const [first, last] = [items[order[0] ?? 0], items[order.at(-1) ?? 0]];
  const shifts = items.map(() => 0);
  if (first === undefined || last === undefined || items.length < LEAST_TO_DISTRIBUTE) return shifts;
  const whole = beginOf(last.box, axis) + lengthOf(last.box, axis) - beginOf(first.box, axis);
  const filled = items.reduce((sum, { box }) => sum + lengthOf(box, axis), 0);
  const gap = (whole - filled) / (items.length - 1);
  let next = beginOf(first.box, axis);
  for (const place of order) {
    const item = items[place];
    if (item === undefined) continue;
    if (item !== first && item !== last) {
      shifts[place] = onWholePixels(item.box, axis, next - beginOf(item.box, axis));
    }
    next += lengthOf(item.box, axis) + gap;
  }
  return shifts;
}

function at(items: readonly Item[], place: number, read: (item: Item) => number): number {
  const item = items[place];
  return item === undefined ? 0 : read(item);
}
