/** Connected parts of a picture. */

/** Pixel indices, four-connected. */
export type Segment = readonly number[];

/**
 * The connected parts in which `inside` is not 0, largest first.
 * @param inside width x height
 * @param alike whether two neighbours may belong to one part
 */
export function segmentsOf(
  inside: Uint8Array,
  width: number,
  height: number,
  alike: (pixel: number, neighbour: number) => boolean = () => true,
): Segment[] {
  const left = Uint8Array.from(inside);
  const found: number[][] = [];
  for (let start = 0; start < left.length; start += 1) {
    if (left[start] === 0) continue;
    const part = [start];
    left[start] = 0;
    const take = (pixel: number, from: number) => {
      if (left[pixel] === 0 || !alike(from, pixel)) return;
      left[pixel] = 0;
      part.push(pixel);
    };
    for (let i = 0; i < part.length; i += 1) {
      const pixel = part[i];
      const x = pixel % width;
      if (x > 0) take(pixel - 1, pixel);
      if (x < width - 1) take(pixel + 1, pixel);
      if (pixel >= width) take(pixel - width, pixel);
      if (pixel < width * (height - 1)) take(pixel + width, pixel);
    }
    found.push(part);
  }
  return found.sort((a, b) => b.length - a.length);
}

/** Those pixels of the segment whose four neighbours belong to it, too. */
export function innerPixels(segment: Segment, width: number): number[] {
  const members = new Set(segment);
  return segment.filter(
    (p) => members.has(p - 1) && members.has(p + 1) && members.has(p - width) && members.has(p + width),
  );
}

/** A box in pixels. */
export interface Bounds {
  readonly left: number;
  readonly top: number;
  /** One past the last. */
  readonly right: number;
  readonly bottom: number;
}

/**
 * The smallest box around a segment.
 * @param width width of the picture
 */
export function boundsOf(segment: Segment, width: number): Bounds {
  let [left, top, right, bottom] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0, 0];
  for (const pixel of segment) {
    const x = pixel % width;
    const y = Math.floor(pixel / width);
    left = Math.min(left, x);
    right = Math.max(right, x + 1);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y + 1);
  }
  return { left, top, right, bottom };
}
