import type { PictureDocument } from '../../preload/contract/document.ts';
import { type Frame, MAX_PIXELS, MAX_SIDE } from '../../preload/contract/pictures.ts';
import type { Sides } from '../../preload/contract/task-inputs.ts';
import { growPage, setSizeChosen } from './operations.ts';

/** Whether a page may have this size. */
export function isPageSize({ width, height }: Pick<Frame, 'width' | 'height'>): boolean {
  const sides = [width, height];
  return sides.every((side) => Number.isInteger(side) && side >= 1 && side <= MAX_SIDE) && width * height <= MAX_PIXELS;
}

/**
 * Makes a frame in page pixels the page. What lies outside of it is kept, beside the page. The frame may reach beyond
 * the page. The size counts as chosen from then on.
 */
export function framePage(document: PictureDocument, { x, y, width, height }: Frame): PictureDocument {
  if (!isPageSize({ width, height })) return document;
  const isSame = x === 0 && y === 0 && width === document.width && height === document.height;
  if (isSame) return document;
  const right = x + width - document.width;
  const bottom = y + height - document.height;
  // Adding 0 avoids a negative zero.
  return setSizeChosen(growPage(document, { left: 0 - x, top: 0 - y, right, bottom }), true);
}

/** By how much a frame reaches beyond each side of the page. */
export function sidesBeyond({ x, y, width, height }: Frame, page: Pick<Frame, 'width' | 'height'>): Sides {
  return {
    left: Math.max(0, 0 - x),
    top: Math.max(0, 0 - y),
    right: Math.max(0, x + width - page.width),
    bottom: Math.max(0, y + height - page.height),
  };
}

/** The part of a frame that lies on the page; null where none does. */
export function onPage({ x, y, width, height }: Frame, page: Pick<Frame, 'width' | 'height'>): Frame | null {
  const [left, top] = [Math.max(0, x), Math.max(0, y)];
  const [right, bottom] = [Math.min(page.width, x + width), Math.min(page.height, y + height)];
  return right > left && bottom > top ? { x: left, y: top, width: right - left, height: bottom - top } : null;
}

/** Where a page lies in a larger or smaller one: 0 at the begin, 0.5 in the middle, 1 at the end. */
export interface Anchor {
  readonly across: number;
  readonly down: number;
}

/** The frame of another size in which the page keeps its place at the anchor. */
export function frameOfSize(
  page: Pick<Frame, 'width' | 'height'>,
  { width, height }: Pick<Frame, 'width' | 'height'>,
  { across, down }: Anchor,
): Frame {
  const x = 0 - Math.round((width - page.width) * across);
  const y = 0 - Math.round((height - page.height) * down);
  return { x, y, width, height };
}
