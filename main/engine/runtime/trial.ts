/**
 * Whether a graphics processor is to be trusted with a model: kernels there have given wrong numbers without a
 * word (ONNX Runtime's flash attention left out half of the keys on NVIDIA's, https://github.com/microsoft/onnxruntime/pull/28520,
 * and does so where few lanes make a subgroup), and a picture does not show by what numbers it was drawn.
 */
import { eachAlone } from './forward.ts';
import { KeyValues } from './key-values.ts';
import type { Provider } from './providers.ts';
import type { OpenTransformer } from './transformer.ts';

/** Of the largest number. Products in 19 bits differ by a thousandth, wrong ones by tenths. */
const TOLERANCE = 0.01;
/** Unlike lengths, and more rows than fit one tile of any kernel. */
const LENGTHS = [80, 67];
const PLACES = 80;
const IDS = 160;
/** What is computed: everything, more rows than a small kernel takes, and few. */
const PASSES: readonly (readonly number[] | null)[] = [null, Array.from({ length: 40 }, (_, i) => i), [3, 50]];

/** All logits of some passes of the canary on top of each other (native-models/architectures/canary.ts). Closes it. */
export async function logitsOf({ transformer, close }: OpenTransformer): Promise<Float32Array[]> {
  const state = new KeyValues(LENGTHS);
  const rows = BigInt64Array.of(0n, 31n, 32n, 66n, 79n, 80n, 120n, 146n);
  const found: Float32Array[] = [];
  try {
    for (const [pass, positions] of PASSES.entries()) {
      const each = positions?.length ?? PLACES;
      const { imageLogits, textLogits } = await transformer.forward({
        ids: BigInt64Array.from({ length: each * LENGTHS.length }, (_, i) => BigInt((i * 37 + pass * 11) % IDS)),
        batch: LENGTHS.length,
        lengths: LENGTHS,
        state,
        ...(positions && { positions: Int32Array.from([...positions, ...positions]) }),
        image: eachAlone(rows),
        textRows: rows,
      });
      found.push(imageLogits, textLogits);
    }
    return found;
  } finally {
    state.clear();
    await close();
  }
}

/** Whether numbers differ by no more than kernels of the same arithmetic do; not a number agrees with nothing. */
export function agrees(found: readonly Float32Array[], expected: readonly Float32Array[]): boolean {
  return expected.every((numbers, i) => {
    const others = found[i];
    if (others?.length !== numbers.length) return false;
    const largest = numbers.reduce((most, number) => Math.max(most, Math.abs(number)), 0);
    return numbers.every((number, j) => Math.abs(number - (others[j] ?? Number.NaN)) <= TOLERANCE * largest);
  });
}

/** What a provider computes, with some of the nodes left to the CPU. */
export type Trial = (provider: Provider, onCpu: readonly string[]) => Promise<readonly Float32Array[]>;

/**
 * The nodes that must be left to the CPU for the rest to be right on `provider`: of `choices`, tried in their
 * order, the first that serves; undefined where none does.
 */
export async function nodesForCpu(
  provider: Provider,
  choices: readonly (readonly string[])[],
  trial: Trial,
): Promise<readonly string[] | undefined> {
  const expected = await trial('cpu', []);
  for (const onCpu of choices) if (agrees(await trial(provider, onCpu), expected)) return onCpu;
  return undefined;
}
