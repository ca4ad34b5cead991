import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { failureOf, StudioError } from '../../preload/contract/errors.ts';
import { precisionSchema } from '../../preload/contract/manifest.ts';
import { type ConvertProgress, type ConvertResult, convertCheckpoint } from './converter.ts';
import { toldError } from './told-error.ts';

export { modelHashOf } from '../checkpoint/checkpoint-files.ts';
export { CONVERTER_VERSION, type ConvertOptions, type ConvertProgress, convertCheckpoint } from './converter.ts';

/**
 * Command line: a checkpoint becomes a model folder.
 *   --checkpoint DIR --out DIR --precision fp32|int8 [--expose-hidden] [--json-progress]
 * Exit code 0, or 2 with one sentence on stderr. With --json-progress every line on stdout is an
 * object: {"stage","done","of"} as it goes, then {"done":true,"out","modelHash","converted"} or
 * {"error"}. Run by the start-up and by the `dimoo` command as a process of its own.
 */
export async function main(args: readonly string[]): Promise<number> {
  let asJson = args.includes('--json-progress');
  try {
    const values = parseCommand(args);
    asJson = values.asJson;
    const report = asJson ? jsonReporter() : textReporter();
    const result = await convertCheckpoint({ ...values, onProgress: report });
    finish(values.out, result, asJson);
    return 0;
  } catch (error) {
    const { message, detail } = failureOf(toldError(error));
    if (asJson) process.stdout.write(`${JSON.stringify({ error: message })}\n`);
    process.stderr.write(`${message}\n`);
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
      'expose-hidden': { type: 'boolean', default: false },
      'json-progress': { type: 'boolean', default: false },
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
  return {
    checkpoint,
    out,
    precision: known.data,
    exposeHidden: values['expose-hidden'],
    asJson: values['json-progress'],
  } as const;
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

function textReporter(): (progress: ConvertProgress) => void {
  let last = '';
  return ({ stage, done, of }) => {
    const tenth = of === 0 ? 0 : 10 * Math.floor((10 * done) / of);
    const line = stage === 'hashing' ? 'Reading the checkpoint' : `Converting the ${stage}: ${tenth} %`;
    if (line === last) return;
    last = line;
    process.stderr.write(`${line}\n`);
  };
}

function finish(out: string, { manifest, converted }: ConvertResult, asJson: boolean): void {
  const { modelHash, name } = manifest;
  if (asJson) process.stdout.write(`${JSON.stringify({ done: true, out, modelHash, converted })}\n`);
  else process.stderr.write(converted ? `${name} is ready in ${out}.\n` : `${name} was already in ${out}.\n`);
}

/** Whether this file is what was started, and not merely imported. */
function isEntry(): boolean {
  const started = process.argv[1];
  return started !== undefined && realpathSync(started) === fileURLToPath(import.meta.url);
}

if (isEntry()) process.exitCode = await main(process.argv.slice(2));
