import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { failureOf, StudioError } from '../../preload/contract/errors.ts';
import { precisionSchema } from '../../preload/contract/manifest.ts';
import { type ConvertProgress, type ConvertResult, convertCheckpoint } from './converter.ts';
import { ProgressClock, progressLine } from './progress.ts';
import { toldError } from './told-error.ts';

export { modelHashOf } from '../checkpoint/checkpoint-files.ts';
export { type ConvertOptions, type ConvertProgress, convertCheckpoint } from './converter.ts';

/**
 * Command line: a checkpoint becomes a model folder.
 *   --checkpoint DIR --out DIR --precision fp32|fp16|int8|int8-fast|int4 [--code-offset N] [--expose-hidden]
 *   [--json-progress] [--json-error]
 * Exit code 0, or 2 with one sentence on stderr. With --json-progress every line on stdout is an
 * object: {"stage","done","of"} as it goes, then {"done":true,"out","modelHash","converted"} or
 * {"error"}. With --json-error a failure is the object {"error"} on stdout, and not a sentence on stderr, where progress
 * still goes. Run by the start-up and by the `dimoo` command as a process of its own.
 */
export async function main(args: readonly string[]): Promise<number> {
  let asJson = args.includes('--json-progress');
  try {
    const values = parseCommand(args);
    asJson = values.asJson;
    const report = stopping(asJson ? jsonReporter() : textReporter());
    const result = await convertCheckpoint({ ...values, onProgress: report });
    finish(values.out, result, asJson);
    return 0;
  } catch (error) {
    const { message, detail } = failureOf(toldError(error));
    const inJson = asJson || args.includes('--json-error');
    if (inJson) process.stdout.write(`${JSON.stringify({ error: message })}\n`);
    if (!args.includes('--json-error')) process.stderr.write(`${message}\n`);
    if (process.env.DIMOO_DEBUG !== undefined && detail !== undefined) process.stderr.write(`${detail}\n`);
    return 2;
  }
}

function parseCommand(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      checkpoint: { type: 'string' },
      out: { type: 'string' },
      precision: { type: 'string', default: 'fp32' },
      'code-offset': { type: 'string' },
      'expose-hidden': { type: 'boolean', default: false },
      'json-progress': { type: 'boolean', default: false },
      'json-error': { type: 'boolean', default: false },
    },
  });
  const { checkpoint, out, precision } = values;
  if (checkpoint === undefined || out === undefined) {
    throw StudioError.of('cli.options-missing', { options: '--checkpoint DIR, --out DIR' });
  }
  const known = precisionSchema.safeParse(precision);
  if (!known.success) {
    throw StudioError.of('convert.precision-unknown', { precision, known: precisionSchema.options.join(', ') });
  }
  const offset = values['code-offset'];
  if (offset !== undefined && !/^[0-9]{1,9}$/.test(offset)) {
    throw StudioError.of('cli.arguments-wrong', { problem: '--code-offset is not a whole number' });
  }
  return {
    checkpoint,
    out,
    precision: known.data,
    ...(offset !== undefined && { codeOffset: Number(offset) }),
    exposeHidden: values['expose-hidden'],
    asJson: values['json-progress'],
  } as const;
}

/** After a signal to end, progress arrives as an error, after which the converter clears up. Killed, it leaves what it has finished. */
function stopping(report: (progress: ConvertProgress) => void): typeof report {
  let isEnding = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      isEnding = true;
    });
  }
  return (progress) => {
    if (isEnding) throw StudioError.of('cancelled', {});
    report(progress);
  };
}

function jsonReporter(): (progress: ConvertProgress) => void {
  let last = -1;
  return (progress) => {
    const percent = progress.of === 0 ? 0 : Math.floor((100 * progress.done) / progress.of);
    if (percent === last) return;
    last = percent;
    process.stdout.write(`${JSON.stringify(progress)}\n`);
  };
}

/** A line for every whole percent, or every few seconds where that takes longer. */
function textReporter(): (progress: ConvertProgress) => void {
  const clock = new ProgressClock();
  let last = '';
  return (progress) => {
    const line = progressLine(progress, clock.secondsLeft(progress, Date.now()));
    if (line === last || !clock.isDue(progress, Date.now())) return;
    last = line;
    process.stderr.write(`${line}\n`);
  };
}

function finish(out: string, { manifest, converted, passedOver }: ConvertResult, asJson: boolean): void {
  const { modelHash, name } = manifest;
  for (const { file, key } of passedOver) {
    process.stderr.write(
      `${file} has the key ${JSON.stringify(key)}, which the model does not read; it changes nothing.\n`,
    );
  }
  if (asJson) process.stdout.write(`${JSON.stringify({ done: true, out, modelHash, converted })}\n`);
  else process.stderr.write(converted ? `${name} is ready in ${out}.\n` : `${name} was already in ${out}.\n`);
}

/** Whether this file is what was started, and not merely imported. */
function isEntry(): boolean {
  const started = process.argv[1];
  return started !== undefined && realpathSync(started) === fileURLToPath(import.meta.url);
}

if (isEntry()) process.exitCode = await main(process.argv.slice(2));
