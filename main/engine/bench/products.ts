/** Measures a forward pass against its matrix products alone, and a batch against its parts. */
import { join } from 'node:path';
import type { Model } from '../models/model.ts';
import { eachAlone, freeResult } from '../runtime/forward.ts';
import { Graph, type TensorData } from '../runtime/graph.ts';
import { drawableMargin } from '../sampler/confidence.ts';
import { pictureAnswer, prefixes } from '../tasks/layout.ts';
import { tasks } from '../tasks/table.ts';
import type { Task } from './measure.ts';

interface Sequence {
  readonly ids: BigInt64Array;
  /** Positions of the cells: where logits are wanted. */
  readonly cells: BigInt64Array;
}

/** A fully masked picture of the native size, as in the sampler's first step. */
function sequenceOf({ manifest, tokenizer }: Model): Sequence {
  const [native = { width: 1, height: 1 }] = manifest.nativeSizes;
  const [columns, rows] = [native.width, native.height].map((side) => Math.ceil(side / manifest.codec.patchSize));
  const grid = { columns: columns ?? 1, rows: rows ?? 1, codes: new Int32Array((columns ?? 1) * (rows ?? 1)).fill(-1) };
  const answer = pictureAnswer(grid, manifest);
  const words = { task: tasks.generate, prompt: manifest.examples[0] ?? 'a red circle', pictures: [] };
  const { conditional } = prefixes(words, tokenizer, manifest);
  const cells = BigInt64Array.from(answer.positions, (position) => BigInt(conditional.length + position));
  return { ids: BigInt64Array.from([...conditional, ...answer.ids], BigInt), cells };
}

/** A forward pass of the transformer, and its matrix products with nothing between them. */
export async function forwardAndProducts(
  model: Model,
  folder: string,
): Promise<{ tasks: { forward: Task; products: Task }; close: () => Promise<void> }> {
  const { ids, cells } = sequenceOf(model);
  const graph = await Graph.open(join(folder, 'products.onnx'), 'products', model.provider, { seconds: 0 });
  const feeds: Record<string, TensorData> = {};
  for (const { name, width } of graph.columns()) {
    const rows = name === 'in.head' ? cells.length : ids.length;
    const data = Float32Array.from({ length: rows * width }, (_, i) => ((i * 31) % 97) / 100);
    feeds[name] = { type: 'float32', dims: [rows, width], data };
  }
  return {
    tasks: {
      forward: () => pass(model, ids, 1, cells),
      products: () => graph.run(feeds, ['corners']),
    },
    close: () => graph.close(),
  };
}

/** The same picture twice, as one batch and one after the other. */
export function batchAndParts(model: Model): { together: Task; apart: Task } {
  const { ids, cells } = sequenceOf(model);
  const both = BigInt64Array.from([...ids, ...ids]);
  const rows = BigInt64Array.from([...cells, ...cells.map((row) => row + BigInt(ids.length))]);
  return {
    together: () => pass(model, both, 2, rows),
    apart: async () => {
      for (let i = 0; i < 2; i++) await pass(model, ids, 1, cells);
    },
  };
}

/** A pass as in a job: it returns only drawable blocks of logits, and its result is released. */
async function pass(
  { transformer, manifest }: Model,
  ids: BigInt64Array,
  batch: number,
  cells: BigInt64Array,
): Promise<void> {
  const logitMargin = drawableMargin(manifest.defaults.textToImage.samplingTemperature);
  freeResult(await transformer.forward({ ids, batch, image: { ...eachAlone(cells), logitMargin } }));
}
