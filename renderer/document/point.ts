/** A point in page pixels, if not stated otherwise. */
export interface Point {
  readonly x: number;
  readonly y: number;
}
