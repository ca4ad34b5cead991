import type { TensorFiles } from '../checkpoint/tensor-files.ts';
import { errorInFourBits } from './quantize.ts';

/** Rows of a matrix that are looked at. */
const SAMPLED = 64;
/** Matrices of bell-shaped numbers have 0.08. Beyond this, few numbers are far larger than the others of their block. */
const LARGEST_ERROR = 0.1;

/**
 * The matrices that 4 bits would change too much, in the order of their names: the output head, whose errors no later layer
 * can mend, and all whose numbers fit 4 bits badly, by a sample of their rows.
 */
export async function widerTensors(head: string, tensors: TensorFiles): Promise<ReadonlySet<string>> {
  const wider = new Set<string>([head]);
  for (const { name, rows, width } of tensors.matrices()) {
    if (wider.has(name)) continue;
    const sample = await tensors.readRows(name, 0, Math.min(SAMPLED, rows));
    if (errorInFourBits(sample, width) > LARGEST_ERROR) wider.add(name);
  }
  return new Set([...wider].sort());
}
