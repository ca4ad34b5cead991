import type { Frame } from '../../preload/contract/pictures.ts';

/** A rectangle to paint, laid on the page and placed by keys, whichever tool is chosen. Whole page pixels. */

interface Page {
  readonly width: number;
  readonly height: number;
}

/** Page pixels that one press of an arrow key moves or sizes it by. */
export const STEP = 4;

/** In the middle of the page, half as wide and high. */
export function firstRectangle({ width, height }: Page): Frame {
  const size = { width: Math.max(1, Math.round(width / 2)), height: Math.max(1, Math.round(height / 2)) };
  return { x: Math.floor((width - size.width) / 2), y: Math.floor((height - size.height) / 2), ...size };
}

/** It stays on the page. */
export function moved({ x, y, width, height }: Frame, dx: number, dy: number, page: Page): Frame {
  return { x: within(x + dx, page.width - width), y: within(y + dy, page.height - height), width, height };
}

/** The top left corner stays, as far as the page reaches. */
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
