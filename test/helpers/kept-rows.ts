/** A process of its own, as the graphics processor is chosen by the environment: passes on top of kept keys and values. */
import { loadModel } from '../../main/engine/models/model.ts';
import { eachAlone } from '../../main/engine/runtime/forward.ts';
import { inMemory, KeyValues } from '../../main/engine/runtime/key-values.ts';

export interface KeptRows {
  readonly provider: string;
  /** What was said about it. */
  readonly said: readonly string[];
  /** Of keys and values after each pass: where they lie. */
  readonly locations: readonly string[];
  readonly logits: readonly (readonly number[])[];
  /** Where the keys of before lie once the state was cleared. */
  readonly cleared: string;
}

/** More than 32 places: from there on WebGPU attends by another kernel. */
const LENGTHS = [50, 44];
const PLACES = 50;
const ids = (count: number, salt: number) =>
  BigInt64Array.from({ length: count }, (_, i) => BigInt((i * 37 + salt) % 250));
const rows = BigInt64Array.of(0n, 3n, 9n, 19n, 49n, 51n, 80n, 93n);

const said: string[] = [];
const model = await loadModel(process.argv[2] ?? '', (note) => said.push(note.message));
const state = new KeyValues(LENGTHS);
const locations: string[] = [];
const logits: number[][] = [];
const locationOf = (kept: ReturnType<KeyValues['rows']>) => (inMemory(kept) ? 'memory' : kept.location);
const pass = async (salt: number, positions?: Int32Array) => {
  const each = positions === undefined ? PLACES : positions.length / LENGTHS.length;
  const { imageLogits } = await model.transformer.forward({
    ids: ids(each * LENGTHS.length, salt),
    batch: LENGTHS.length,
    lengths: LENGTHS,
    state,
    ...(positions && { positions }),
    image: eachAlone(rows),
  });
  logits.push([...imageLogits]);
  locations.push(locationOf(state.rows('keys', 0)), locationOf(state.rows('values', 1)), locationOf(state.states));
};

await pass(5);
await pass(11, Int32Array.of(3, 9, 1, 13));
await pass(23, Int32Array.of(0, 10));
await pass(41);
await pass(59, Int32Array.of(4, 5));
const kept = state.rows('keys', 0);
state.clear();
const result: KeptRows = { provider: model.provider, said, locations, logits, cleared: locationOf(kept) };
process.stdout.write(JSON.stringify(result));
await model.close();
