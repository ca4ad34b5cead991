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

/**
 * The shifts that make all gaps alike, or where the layers have no room beside one another, all distances between their
 * middles: with overlaps that are alike, wide layers would change places with narrow ones. The first and the last layer stay.
 */
function evenly(items: readonly Item[], axis: Axis): number[] {
  const middleOf = ({ box }: Item) => beginOf(box, axis) + lengthOf(box, axis) / 2;
  const ordered = [...items].sort((a, b) => middleOf(a) - middleOf(b));
  const [first, last] = [ordered[0], ordered.at(-1)];
  if (first === undefined || last === undefined || items.length < LEAST_TO_DISTRIBUTE) return items.map(() => 0);
  const whole = beginOf(last.box, axis) + lengthOf(last.box, axis) - beginOf(first.box, axis);
  const filled = items.reduce((sum, { box }) => sum + lengthOf(box, axis), 0);
  const gap = (whole - filled) / (items.length - 1);
  const step = (middleOf(last) - middleOf(first)) / (items.length - 1);
  const shifts = new Map<Item, number>();
  let next = beginOf(first.box, axis);
  for (const [index, item] of ordered.entries()) {
    const length = lengthOf(item.box, axis);
    const to = gap >= 0 ? next : middleOf(first) + index * step - length / 2;
    const stays = item === first || item === last;
    shifts.set(item, stays ? 0 : onWholePixels(item.box, axis, to - beginOf(item.box, axis)));
    next += length + gap;
  }
  return items.map((item) => shifts.get(item) ?? 0);
}
