import { eachAlone } from './forward.ts';
import { KeyValues } from './key-values.ts';
import type { PassShape } from './pass-timer.ts';
import type { Transformer } from './transformer.ts';

/** Runs a pass of this shape on meaningless ids, twice, since the first run of a shape is slow. */
export async function tryPass(transformer: Transformer, pass: PassShape): Promise<void> {
  const { batch, rows, tokens, imageRows, textRows } = pass;
  const first = (count: number) => BigInt64Array.from({ length: Math.min(count, batch * rows) }, (_, i) => BigInt(i));
  // A pass without a head returns nothing but states.
  const wanted = { batch, states: true, image: eachAlone(first(imageRows)), textRows: first(textRows) };
  if (rows === tokens) {
    for (let i = 0; i < 2; i++) await transformer.forward({ ids: new BigInt64Array(batch * tokens), ...wanted });
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
