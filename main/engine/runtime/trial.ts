/**
 * Tells whether a graphics processor computes a model correctly. Kernels there have given wrong numbers silently, and a
 * picture does not show it. ONNX Runtime's flash attention left out half of the keys on NVIDIA's
 * (https://github.com/microsoft/onnxruntime/pull/28520), and still does where a subgroup has few lanes.
 */
import { eachAlone } from './forward.ts';
import { KeyValues } from './key-values.ts';
import type { Provider } from './providers.ts';
import type { OpenTransformer } from './transformer.ts';

/** Share of the largest number. Products in 19-bit floats differ by a thousandth, wrong kernels by tenths. */
const TOLERANCE = 0.01;
/** Sequence lengths, unequal and longer than one tile of any kernel. */
const LENGTHS = [80, 67];
const PLACES = 80;
const IDS = 160;
/** Computed positions of each pass: all, more than a small kernel takes, and few. */
const PASSES: readonly (readonly number[] | null)[] = [null, Array.from({ length: 40 }, (_, i) => i), [3, 50]];

/** Logits of consecutive passes of the canary model (native-models/architectures/canary.ts), which it closes. */
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

/** Whether two lists of tensors differ by no more than correct kernels do. NaN never agrees. */
export function agrees(found: readonly Float32Array[], expected: readonly Float32Array[]): boolean {
  return expected.every((numbers, i) => {
    const others = found[i];
    if (others?.length !== numbers.length) return false;
    const largest = numbers.reduce((most, number) => Math.max(most, Math.abs(number)), 0);
    return numbers.every((number, j) => Math.abs(number - (others[j] ?? Number.NaN)) <= TOLERANCE * largest);
  });
}

/** Computes the trial's tensors on a provider, with the named nodes left to the CPU. */
export type Trial = (provider: Provider, onCpu: readonly string[]) => Promise<readonly Float32Array[]>;

/**
 * Finds the nodes that must run on the CPU for `provider` to compute the rest correctly. It tries `choices`
 * in order and returns the first that serves, or undefined where none does.
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
