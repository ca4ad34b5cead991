import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadModel, type Model } from '../../../../main/engine/models/model.ts';
import { eachAlone } from '../../../../main/engine/runtime/forward.ts';
import { TINY_TEXT } from '../../../helpers/tiny-checkpoint.ts';
import { tinyModelFolder } from '../../../helpers/tiny-model-folder.ts';

const CODES = 600;
let model: Model;
let remove = () => {};

beforeAll(async () => {
  const config = { max_sequence_length: 4096, vocab_size: TINY_TEXT + CODES, embedding_size: 896 };
  const made = await tinyModelFolder({ config, codecConfig: { num_vq_embeddings: CODES } });
  remove = made.remove;
  model = await loadModel(made.folder);
});
afterAll(async () => {
  await model.close();
  remove();
});

test('a head with more rows than tokens and codes gives logits of the codes alone', async () => {
  const ids = BigInt64Array.from({ length: 8 }, (_, i) => BigInt(40 + i));
  const { imageLogits } = await model.transformer.forward({
    ids,
    batch: 1,
    lengths: [8],
    image: eachAlone(BigInt64Array.of(2n, 5n)),
  });
  expect(imageLogits).toHaveLength(2 * CODES);
  expect([...imageLogits].every(Number.isFinite)).toBe(true);
});
