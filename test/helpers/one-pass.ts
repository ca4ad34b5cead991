/**
 * One pass of a model folder over so many positions, in a process of its own: prints its seconds, the peak of the memory and
 * the final states of some positions.
 *   node test/helpers/one-pass.ts MODEL POSITIONS
 */
import { readFileSync } from 'node:fs';
import { loadModel } from '../../main/engine/models/model.ts';
import { eachAlone } from '../../main/engine/runtime/forward.ts';

/** What the program prints, as JSON. */
export interface PassEnd {
  readonly loadSeconds: number;
  readonly loadedGigabytes: number;
  readonly seconds: number;
  readonly peakGigabytes: number;
  /** Of every 97th position. */
  readonly states: readonly number[];
}

const SHOWN = 97;
const [folder = '', count = ''] = process.argv.slice(2);
const positions = Number(count);
const peak = () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0) / 1e6;
const seconds = (since: number) => (performance.now() - since) / 1000;

const began = performance.now();
const model = await loadModel(folder);
const loadSeconds = seconds(began);
const loadedGigabytes = peak();
const { width, vocabularySize } = model.manifest.transformer;
const ids = BigInt64Array.from({ length: positions }, (_, i) => BigInt((i * 7919) % vocabularySize));
// As the first step of a picture: logits for all positions but the words.
const rows = BigInt64Array.from({ length: Math.max(1, positions - 76) }, (_, i) => BigInt(i));
const start = performance.now();
const { states } = await model.transformer.forward({ ids, batch: 1, image: eachAlone(rows), states: true });
const shown = Array.from({ length: Math.ceil(positions / SHOWN) }, (_, i) => i * SHOWN);
const end: PassEnd = {
  loadSeconds,
  loadedGigabytes,
  seconds: seconds(start),
  peakGigabytes: peak(),
  states: shown.flatMap((position) => [...states.subarray(position * width, (position + 1) * width)]),
};
await model.close();
process.stdout.write(JSON.stringify(end));
