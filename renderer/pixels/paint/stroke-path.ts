import type { PenPoint, Tip } from '../../document/paint.ts';

/** One print of the tip, in page pixels. */
export type Dab = PenPoint;

/** The distance between two dabs, in diameters. A wider one shows as bumps along the edge of a hard brush. */
const SPACING = 0.08;
const LEAST_STEP = 0.5;

/** At full smoothing the line still follows the hand by this part of the distance at every point. */
const LEAST_FOLLOW = 0.05;

/** A curve is walked in pieces of about this many page pixels. */
const PIECE = 4;
const MOST_PIECES = 64;

/** The least part of the size that a light touch has. */
const LEAST_PRESSURE = 0.04;

export function pressureOf({ pressure }: Pick<PenPoint, 'pressure'>): number {
  return Math.max(LEAST_PRESSURE, Math.min(1, pressure));
}

/** The diameter of a dab in page pixels. */
export function diameterOf(tip: Pick<Tip, 'size' | 'pressureSize'>, dab: Dab): number {
  return Math.max(1, tip.pressureSize ? tip.size * pressureOf(dab) : tip.size);
}

/**
 * Turns the places of a pen into dabs at even distances on a smooth curve. The dabs depend only on the places, and not
 * on how many of them come at a time.
 */
export class StrokePath {
  readonly #tip: Tip;
  readonly #emit: (dab: Dab) => void;
  /** The last place of the hand, the last smoothed places, and where the drawn curve ends. */
  #hand: PenPoint | null = null;
  #before: PenPoint | null = null;
  #end: PenPoint | null = null;
  #dab: Dab | null = null;
  /** The way from the end of the curve to the next dab. */
  #left = 0;

  constructor(tip: Tip, emit: (dab: Dab) => void) {
    this.#tip = tip;
    this.#emit = emit;
  }

  add(hand: PenPoint): void {
    this.#hand = hand;
    const before = this.#before;
    if (before === null || this.#end === null) {
      this.#before = hand;
      this.#end = hand;
      this.#print(hand);
      return;
    }
    const place = between(before, hand, Math.max(LEAST_FOLLOW, 1 - this.#tip.smoothing));
    this.#curve(this.#end, before, between(before, place, 0.5));
    this.#before = place;
  }

  /** Draws the curve up to the last place of the hand, where the last dab lies. */
  finish(): void {
    const [hand, before, end] = [this.#hand, this.#before, this.#end];
    if (hand === null || before === null || end === null) return;
    this.#curve(end, before, between(before, hand, 0.5));
    this.#line(hand);
    if (this.#dab !== null && distance(this.#dab, hand) > 0) this.#print(hand);
    this.#hand = null;
  }

  #curve(from: PenPoint, by: PenPoint, to: PenPoint): void {
    const length = distance(from, by) + distance(by, to);
    const pieces = Math.max(1, Math.min(MOST_PIECES, Math.ceil(length / PIECE)));
    for (let piece = 1; piece <= pieces; piece++) {
      const t = piece / pieces;
      this.#line(between(between(from, by, t), between(by, to, t), t));
    }
  }

  #line(to: PenPoint): void {
    const from = this.#end ?? to;
    const length = distance(from, to);
    let walked = this.#left;
    while (walked <= length && length > 0) {
      this.#print(between(from, to, walked / length));
      walked += this.#left;
    }
    this.#left = walked - length;
    this.#end = to;
  }

  #print(dab: Dab): void {
    this.#dab = dab;
    this.#left = Math.max(LEAST_STEP, diameterOf(this.#tip, dab) * SPACING);
    this.#emit(dab);
  }
}

function distance(a: PenPoint, b: PenPoint): number {
  return Math.hypot(b.x - a.x, b.y - a.y);
}

function between(a: PenPoint, b: PenPoint, t: number): PenPoint {
  const mix = (from: number, to: number) => from + (to - from) * t;
  return {
    x: mix(a.x, b.x),
    y: mix(a.y, b.y),
    pressure: mix(a.pressure, b.pressure),
    tiltX: mix(a.tiltX, b.tiltX),
    tiltY: mix(a.tiltY, b.tiltY),
  };
}
