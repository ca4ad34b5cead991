/** Rounds to a hundredth of a pixel. That is finer than any hand, and keeps a document's file small. */
export function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
