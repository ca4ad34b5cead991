import type { Raster } from '../../preload/contract/pictures.ts';

/** Composes pictures with straight alpha, whose colours are not multiplied by it. */

/** The picture on an empty page of this size, with its corner at whole pixels. The part outside is cut off. */
export function place(
  picture: Raster,
  { x, y }: { readonly x: number; readonly y: number },
  page: { readonly width: number; readonly height: number },
): Raster {
  const { width, height } = page;
  const rgba = new Uint8Array(4 * width * height);
  const left = Math.max(0, x);
  const right = Math.min(width, x + picture.width);
  for (let row = Math.max(0, y); row < Math.min(height, y + picture.height); row++) {
    if (right <= left) break;
    const from = 4 * ((row - y) * picture.width + left - x);
    rgba.set(picture.rgba.subarray(from, from + 4 * (right - left)), 4 * (row * width + left));
  }
  return { width, height, rgba };
}

/**
 * Draws `above` over `below`, in place. Clear pixels of `above` change nothing, except that they give a black clear
 * pixel their colour. Over a clear pixel, a pixel keeps its exact colour, even if it is faint.
 */
export function over(below: Raster, above: Raster, opacity: number): void {
  const [to, from] = [below.rgba, above.rgba];
  for (let at = 0; at < to.length; at += 4) {
    const under = (to[at + 3] ?? 0) / 255;
    const a = ((from[at + 3] ?? 0) / 255) * opacity;
    if (under === 0) {
      if (a === 0 && isColour(to, at)) continue;
      for (let c = 0; c < 3; c++) to[at + c] = from[at + c] ?? 0;
      to[at + 3] = Math.round(a * 255);
    } else if (a > 0) {
      const b = under * (1 - a);
      for (let c = 0; c < 3; c++) to[at + c] = Math.round(((from[at + c] ?? 0) * a + (to[at + c] ?? 0) * b) / (a + b));
      to[at + 3] = Math.round((a + b) * 255);
    }
  }
}

/** Whether a clear pixel has a colour that is worth keeping. */
function isColour(rgba: Uint8Array, at: number): boolean {
  return rgba[at] !== 0 || rgba[at + 1] !== 0 || rgba[at + 2] !== 0;
}
