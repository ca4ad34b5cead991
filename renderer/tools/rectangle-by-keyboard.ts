import type { Frame } from '../../preload/contract/pictures.ts';

/** A rectangle that is placed on the page by keys and then painted, with any tool. All values are whole page pixels. */

interface Page {
  readonly width: number;
  readonly height: number;
}

/** How far one press of an arrow key moves or resizes the rectangle, in page pixels. */
export const STEP = 4;

/** A rectangle in the middle of the page, with half its width and height. */
export function firstRectangle({ width, height }: Page): Frame {
  const size = { width: Math.max(1, Math.round(width / 2)), height: Math.max(1, Math.round(height / 2)) };
  return { x: Math.floor((width - size.width) / 2), y: Math.floor((height - size.height) / 2), ...size };
}

/** Moves the rectangle and keeps it on the page. */
export function moved({ x, y, width, height }: Frame, dx: number, dy: number, page: Page): Frame {
  return { x: within(x + dx, page.width - width), y: within(y + dy, page.height - height), width, height };
}

/** Resizes the rectangle. Its top left corner stays, and it does not reach beyond the page. */
export function sized({ x, y, width, height }: Frame, across: number, down: number, page: Page): Frame {
  return {
    x,
    y,
    width: Math.max(1, Math.min(page.width - x, width + across)),
    height: Math.max(1, Math.min(page.height - y, height + down)),
  };
}

function within(value: number, most: number): number {
  return Math.max(0, Math.min(most, value));
}
