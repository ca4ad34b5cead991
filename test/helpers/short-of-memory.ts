/**
 * Loads a model folder, or draws with it, in a process of its own to which the system gives only so many megabytes more. Then
 * it lifts the limit and tries once more. Prints both failures as JSON, null where there was none.
 *   node test/helpers/short-of-memory.ts MODEL load|draw MEGABYTES
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { asFamilyModel } from '../../main/engine/families/lumina-dimoo/lumina-dimoo.ts';
import { draw } from '../../main/engine/jobs/draw.ts';
import { loadModel, type Model } from '../../main/engine/models/model.ts';
import { type Failure, failureOf } from '../../preload/contract/errors.ts';

/** What the program prints. */
export interface ShortOfMemory {
  readonly limited: Failure | null;
  readonly afterwards: Failure | null;
}

const [folder = '', what = '', megabytes = ''] = process.argv.slice(2);

/** Memory that is asked for counts, and not what is mapped of files. The hard limit stays, so that it can be lifted. */
function limit(bytes: number | 'unlimited'): void {
  execFileSync('prlimit', ['--pid', String(process.pid), `--data=${bytes}:`]);
}

const taken = () => Number(/VmData:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) * 1024;

const failureIn = (work: Promise<unknown>): Promise<Failure | null> => work.then(() => null, failureOf);

function drawAt(model: Model, side: number) {
  const settings = { steps: 1, textGuidance: 1, samplingTemperature: 1 };
  const request = { task: 'generate', prompt: 'x', width: side, height: side, settings, seed: 1 } as const;
  return draw(asFamilyModel(model), request, { previews: false });
}

const model = what === 'draw' ? await loadModel(folder) : null;
limit(taken() + Number(megabytes) * 1e6);
const limited = await failureIn(model === null ? loadModel(folder) : drawAt(model, 160));
limit('unlimited');
const afterwards = await failureIn(model === null ? loadModel(folder) : drawAt(model, 16));
process.stdout.write(JSON.stringify({ limited, afterwards } satisfies ShortOfMemory));
process.exit();
