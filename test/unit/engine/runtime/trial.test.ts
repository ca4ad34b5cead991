import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readModelFolder } from '../../../../main/engine/models/folder.ts';
import { openCanary } from '../../../../main/engine/models/open-graphs.ts';
import { nodesLeftToCpu } from '../../../../main/engine/models/provider-check.ts';
import type { ForwardResult } from '../../../../main/engine/runtime/forward.ts';
import type { Transformer } from '../../../../main/engine/runtime/transformer.ts';
import { attentionNodes } from '../../../../main/engine/runtime/transformer-names.ts';
import { agrees, logitsOf, nodesForCpu, type Trial } from '../../../../main/engine/runtime/trial.ts';
import { decodeModel } from '../../../../native-models/graph/onnx-proto.ts';
import { tinyModelFolder } from '../../../helpers/tiny-model-folder.ts';

let folder = '';
let remove = () => {};
beforeAll(async () => {
  ({ folder, remove } = await tinyModelFolder({ codecConfig: { mid_block_add_attention: true } }));
});
afterAll(() => remove());

/** The canary on the CPU, whatever it is asked for; what another provider gives goes through `change`. */
function trial(change: (numbers: Float32Array, onCpu: readonly string[]) => Float32Array): Trial {
  return async (provider, onCpu) => {
    const where = { provider: 'cpu', onCpu: [], clock: { seconds: 0 } } as const;
    const { transformer, close } = await openCanary(await readModelFolder(folder), where);
    const forward = async (request: Parameters<Transformer['forward']>[0]): Promise<ForwardResult> => {
      const result = await transformer.forward(request);
      if (provider === 'cpu') return result;
      return { ...result, imageLogits: change(result.imageLogits, onCpu) };
    };
    return logitsOf({ transformer: Object.assign(Object.create(transformer), { forward }), close });
  };
}

describe('a graphics processor is trusted', () => {
  test('where it computes what the CPU does, near enough', async () => {
    expect(
      await nodesForCpu(
        'webgpu',
        [[], ['a']],
        trial((logits) => logits.map((x) => x * 1.001)),
      ),
    ).toEqual([]);
  });

  test('with those nodes on the CPU without which it does', async () => {
    const halfRight = trial((logits, onCpu) => (onCpu.includes('b') ? logits : logits.map((x) => x * 1.05)));
    expect(await nodesForCpu('webgpu', [[], ['a'], ['a', 'b']], halfRight)).toEqual(['a', 'b']);
  });

  test.each([
    ['one logit is another', (logits: Float32Array) => logits.with(3, (logits[3] ?? 0) + 2)],
    ['one is not a number', (logits: Float32Array) => logits.with(3, Number.NaN)],
    ['some are missing', (logits: Float32Array) => logits.slice(1)],
  ])('and not where %s', async (_, change) => {
    expect(await nodesForCpu('cuda', [[]], trial(change))).toBeUndefined();
  });
});

test('numbers agree with themselves, and nothing with none', () => {
  const numbers = [Float32Array.of(1, -20)];
  expect(agrees(numbers, numbers)).toBe(true);
  expect(agrees([Float32Array.of(1.1, -20)], numbers)).toBe(true);
  expect(agrees([Float32Array.of(1.3, -20)], numbers)).toBe(false);
  expect(agrees([], numbers)).toBe(false);
});

test('the CPU needs no trial', async () => {
  expect(await nodesLeftToCpu(await readModelFolder(folder), 'cpu', () => expect.unreachable())).toEqual([]);
});

interface GraphJson {
  readonly node: readonly {
    readonly name: string;
    readonly opType: string;
    readonly attribute?: readonly { readonly g?: GraphJson }[];
  }[];
}

/** The nodes of a graph and of its branches. */
function nodesOf({ node }: GraphJson): GraphJson['node'] {
  return node.flatMap((one) => [one, ...(one.attribute ?? []).flatMap(({ g }) => (g === undefined ? [] : nodesOf(g)))]);
}

test('the nodes that may be left to the CPU are those that attend, all of them', async () => {
  const { transformer } = (await readModelFolder(folder)).manifest;
  const attending = (file: string) => {
    const model = decodeModel(new Uint8Array(readFileSync(join(folder, file)))).toJSON() as { graph: GraphJson };
    return nodesOf(model.graph).flatMap(({ opType, name }) => (opType === 'MultiHeadAttention' ? [name] : []));
  };
  expect(attending('transformer.onnx')).toEqual(attentionNodes(transformer.layers));
  expect(attending('canary.onnx')).toEqual(attentionNodes(1));
  expect(attending('codec-encoder.onnx')).toEqual(['encoder.mid_block.attentions.0/attention']);
  expect(attending('codec-decoder.onnx')).toEqual(['decoder.mid_block.attentions.0/attention']);
});
