/** Two digits within this many milliseconds form one number. */
const TOGETHER = 700;

let last: { readonly digit: number; readonly at: number } | null = null;

/**
 * The percentage that digits stand for. One digit gives tens (0 gives 100), and two quick digits give both places.
 * @param digit '0' to '9'
 * @param at the time of the key press, in milliseconds
 */
export function percentOfDigits(digit: string, at: number): number {
  const value = Number(digit);
  const first = last !== null && at - last.at < TOGETHER ? last.digit : null;
  last = first === null ? { digit: value, at } : null;
  if (first !== null) return first === 0 ? value : 10 * first + value;
  return value === 0 ? 100 : 10 * value;
}
