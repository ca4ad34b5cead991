import { eachAlone } from './forward.ts';
import { KeyValues } from './key-values.ts';
import type { PassShape, PassTimer } from './pass-timer.ts';
import type { Transformer } from './transformer.ts';

/** Rows of the smallest pass that is tried. */
const SMALLEST = 8;
/** How many times as many rows the next pass has. */
const GROWTH = 4;
/** Passes that are tried whatever they take. Two sizes show how time grows. */
const ALWAYS = 2;
/** A larger pass is tried only where it should take no more seconds than this. */
const PATIENCE = 0.5;
/** A pass below so many seconds is run once more, since the first run of a shape is slow. */
const SHORT = 0.2;

/**
 * Measures what passes of about this shape take: from a small one up, as far as that is quick. A pass of a large model
 * takes minutes, and its time follows from those of small ones.
 * @param goesOn asked before every pass
 */
export async function tryPass(
  transformer: Transformer,
  passTimer: PassTimer,
  pass: PassShape,
  goesOn: () => boolean = () => true,
): Promise<void> {
  for (const [rung, smaller] of ladderTo(pass).entries()) {
    if (!goesOn()) return;
    if (passTimer.seconds(smaller) !== null) continue;
    if (rung >= ALWAYS && (passTimer.extrapolated(smaller) ?? 0) > PATIENCE) return;
    await tryOnce(transformer, smaller);
    if ((passTimer.seconds(smaller) ?? SHORT) < SHORT) await tryOnce(transformer, smaller);
  }
}

/** Passes like this one, each larger than the one before. A partial one begins with full ones of as many rows. */
export function ladderTo(pass: PassShape): readonly PassShape[] {
  const { batch, rows, imageRows, textRows } = pass;
  const ladder: PassShape[] = [];
  for (let few = SMALLEST; few < rows * batch; few *= GROWTH) {
    const share = (of: number) => Math.floor((of * few) / (rows * batch));
    ladder.push({ batch: 1, rows: few, tokens: few, imageRows: share(imageRows), textRows: share(textRows) });
  }
  return [...ladder, ...(rows < pass.tokens ? [{ ...pass, rows: pass.tokens, imageRows: 0, textRows: 0 }] : []), pass];
}

/** Runs a pass of this shape on meaningless ids. */
async function tryOnce(transformer: Transformer, pass: PassShape): Promise<void> {
  const { batch, rows, tokens, imageRows, textRows } = pass;
  const first = (count: number) => BigInt64Array.from({ length: Math.min(count, batch * rows) }, (_, i) => BigInt(i));
  // A pass without a head returns nothing but states.
  const wanted = { batch, states: true, image: eachAlone(first(imageRows)), textRows: first(textRows) };
  if (rows === tokens) {
    await transformer.forward({ ids: new BigInt64Array(batch * tokens), ...wanted });
    return;
  }
  const state = new KeyValues(new Array<number>(batch).fill(tokens));
  await transformer.forward({ ids: new BigInt64Array(batch * tokens), batch, state });
  const positions = Int32Array.from({ length: batch * rows }, (_, i) => i % rows);
  for (let i = 0; i < 2; i++) {
    await transformer.forward({ ids: new BigInt64Array(batch * rows), positions, state, ...wanted });
  }
  state.clear();
}
