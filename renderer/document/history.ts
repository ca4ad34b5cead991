import type { PictureDocument } from '../../preload/contract/document.ts';
import type { Guide } from '../../preload/contract/guides.ts';
import type { SavedMask } from '../../preload/contract/saved-masks.ts';
import { MOST_UNDO_STEPS } from '../../preload/contract/undo-steps.ts';
import {
  guidesOf,
  hasPaper,
  savedMasksOf,
  setDpi,
  setGuides,
  setPaper,
  setSavedMasks,
  setSizeChosen,
} from './operations.ts';

/**
 * Undo as diffs between marks. A diff holds only what changed: one splice of the layers, one of the region, one of the
 * saved masks, one of the guides, and the page's size and paper. It never holds a whole document, so a thousand steps
 * stay small.
 */

export interface Splice<T> {
  readonly at: number;
  readonly removed: readonly T[];
  readonly inserted: readonly T[];
}

interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Diff {
  readonly layers: Splice<PictureDocument['layers'][number]> | null;
  readonly region: Splice<PictureDocument['region'][number]> | null;
  readonly masks: Splice<SavedMask> | null;
  readonly guides: Splice<Guide> | null;
  readonly size: { readonly before: Size; readonly after: Size } | null;
  /** Whether the page has paper after the change; null where that is unchanged. */
  readonly paper: boolean | null;
  /** Whether the artist has chosen the page's size after the change; null where that is unchanged. */
  readonly sizeChosen: boolean | null;
  /** The resolution before and after the change, null for none; null where that is unchanged. */
  readonly dpi: { readonly before: number | null; readonly after: number | null } | null;
}

export interface History {
  /** Oldest first. */
  readonly undo: readonly Diff[];
  /** The last entry is the next one to redo. */
  readonly redo: readonly Diff[];
}

export const emptyHistory: History = { undo: [], redo: [] };

/** The diff from `before` to `after`; null where they are equal. */
export function diffBetween(before: PictureDocument, after: PictureDocument): Diff | null {
  const layers = spliceBetween(before.layers, after.layers);
  const region = spliceBetween(before.region, after.region);
  const masks = spliceBetween(savedMasksOf(before), savedMasksOf(after));
  const guides = spliceBetween(guidesOf(before), guidesOf(after));
  const sameSize = before.width === after.width && before.height === after.height;
  const size = sameSize ? null : { before: sizeOf(before), after: sizeOf(after) };
  const paper = hasPaper(before) === hasPaper(after) ? null : hasPaper(after);
  const chosen = after.sizeChosen ?? false;
  const sizeChosen = (before.sizeChosen ?? false) === chosen ? null : chosen;
  const dpi = before.dpi === after.dpi ? null : { before: before.dpi ?? null, after: after.dpi ?? null };
  const same = [layers, region, masks, guides, size, paper, sizeChosen, dpi].every((part) => part === null);
  return same ? null : { layers, region, masks, guides, size, paper, sizeChosen, dpi };
}

export function applyDiff(document: PictureDocument, diff: Diff): PictureDocument {
  const sized = diff.sizeChosen === null ? document : setSizeChosen(document, diff.sizeChosen);
  const resolved = diff.dpi === null ? sized : setDpi(sized, diff.dpi.after);
  const papered = diff.paper === null ? resolved : setPaper(resolved, diff.paper);
  const masked =
    diff.masks === null ? papered : setSavedMasks(papered, applySplice(savedMasksOf(document), diff.masks));
  return {
    ...(diff.guides === null ? masked : setGuides(masked, applySplice(guidesOf(document), diff.guides))),
    ...(diff.size === null ? {} : diff.size.after),
    layers: diff.layers === null ? document.layers : applySplice(document.layers, diff.layers),
    region: diff.region === null ? document.region : applySplice(document.region, diff.region),
  };
}

export function invertDiff(diff: Diff): Diff {
  return {
    layers: diff.layers && invertSplice(diff.layers),
    region: diff.region && invertSplice(diff.region),
    masks: diff.masks && invertSplice(diff.masks),
    guides: diff.guides && invertSplice(diff.guides),
    size: diff.size && { before: diff.size.after, after: diff.size.before },
    paper: diff.paper === null ? null : !diff.paper,
    sizeChosen: diff.sizeChosen === null ? null : !diff.sizeChosen,
    dpi: diff.dpi && { before: diff.dpi.after, after: diff.dpi.before },
  };
}

/** Whether the step was made of a document with these parts, so that it can be applied to this one. */
export function startsFrom(document: PictureDocument, { layers, region, masks, guides }: Diff): boolean {
  return (
    isThere(document.layers, layers) &&
    isThere(document.region, region) &&
    isThere(savedMasksOf(document), masks) &&
    isThere(guidesOf(document), guides)
  );
}

function isThere<T extends { readonly id: string }>(items: readonly T[], splice: Splice<T> | null): boolean {
  if (splice === null) return true;
  const there = items.slice(splice.at, splice.at + splice.removed.length);
  const isInside = splice.at <= items.length && there.length === splice.removed.length;
  return isInside && there.every(({ id }, index) => id === splice.removed[index]?.id);
}

/** Adds a step. It clears the steps that could be redone. */
export function push(history: History, diff: Diff): History {
  return { undo: [...history.undo, diff].slice(-MOST_UNDO_STEPS), redo: [] };
}

function spliceBetween<T>(before: readonly T[], after: readonly T[]): Splice<T> | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const removed = before.slice(head, before.length - tail);
  const inserted = after.slice(head, after.length - tail);
  return removed.length === 0 && inserted.length === 0 ? null : { at: head, removed, inserted };
}

function applySplice<T>(items: readonly T[], { at, removed, inserted }: Splice<T>): T[] {
  return items.toSpliced(at, removed.length, ...inserted);
}

function invertSplice<T>({ at, removed, inserted }: Splice<T>): Splice<T> {
  return { at, removed: inserted, inserted: removed };
}

function sizeOf({ width, height }: PictureDocument): Size {
  return { width, height };
}
