import type { Frame, RegionMask } from '../../preload/contract/pictures.ts';

/** The region as pixels, 8 bits deep: 0 is outside, 255 is inside, and values between them are a soft edge. */
export interface MaskRaster extends RegionMask {
  readonly values: Uint8Array<ArrayBuffer>;
}

export function blankMask(width: number, height: number): MaskRaster {
  return { width, height, values: new Uint8Array(width * height) };
}

/** Whether every pixel is 0. */
export function isBlank({ values }: RegionMask): boolean {
  return firstFilled(values, foursOf(values), 0, values.length) === values.length;
}

/** The smallest rectangle that holds every pixel that is not 0; null where there is none. */
export function maskBox({ width, height, values }: RegionMask): Frame | null {
  const fours = foursOf(values);
  let left = width;
  let right = -1;
  let top = -1;
  let bottom = -1;
  for (let y = 0; y < height; y++) {
    const start = y * width;
    const first = firstFilled(values, fours, start, start + width) - start;
    if (first === width) continue;
    let last = width - 1;
    while (values[start + last] === 0) last--;
    if (top < 0) top = y;
    bottom = y;
    left = Math.min(left, first);
    right = Math.max(right, last);
  }
  return bottom < 0 ? null : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

/** The same memory, four pixels at a time; empty where it does not begin at a multiple of four. */
function foursOf(values: Uint8Array): Uint32Array {
  const whole = values.byteOffset % 4 === 0 ? values.length >> 2 : 0;
  return new Uint32Array(values.buffer, whole === 0 ? 0 : values.byteOffset, whole);
}

/** The index of the first pixel from `from` on that is not 0; `to` where there is none. */
function firstFilled(values: Uint8Array, fours: Uint32Array, from: number, to: number): number {
  let at = from;
  while (at < to && at % 4 !== 0 && values[at] === 0) at++;
  if (at % 4 === 0) while (at + 4 <= to && fours[at >> 2] === 0) at += 4;
  while (at < to && values[at] === 0) at++;
  return at;
}

/** A copy of the part of a mask inside a frame. */
export function croppedMask({ width, values }: RegionMask, frame: Frame): MaskRaster {
  const part = blankMask(frame.width, frame.height);
  for (let y = 0; y < frame.height; y++) {
    const start = (frame.y + y) * width + frame.x;
    part.values.set(values.subarray(start, start + frame.width), y * frame.width);
  }
  return part;
}

export function wholeOf({ width, height }: Pick<Frame, 'width' | 'height'>): Frame {
  return { x: 0, y: 0, width, height };
}

/** The smallest rectangle around both. */
export function union(a: Frame | null, b: Frame | null): Frame | null {
  if (a === null || b === null) return a ?? b;
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}

/** The part that both have; null where they do not overlap. */
export function intersection(a: Frame, b: Frame): Frame | null {
  return frameBetween(
    Math.max(a.x, b.x),
    Math.max(a.y, b.y),
    Math.min(a.x + a.width, b.x + b.width),
    Math.min(a.y + a.height, b.y + b.height),
  );
}

/** The frame between four sides; null where it holds no pixel. */
export function frameBetween(left: number, top: number, right: number, bottom: number): Frame | null {
  return right > left && bottom > top ? { x: left, y: top, width: right - left, height: bottom - top } : null;
}

/** The whole pixels of a page that a box of any place and size touches, or null. */
export function touchedPixels(left: number, top: number, right: number, bottom: number, page: Frame): Frame | null {
  return frameBetween(
    Math.max(page.x, Math.floor(left)),
    Math.max(page.y, Math.floor(top)),
    Math.min(page.x + page.width, Math.ceil(right)),
    Math.min(page.y + page.height, Math.ceil(bottom)),
  );
}
