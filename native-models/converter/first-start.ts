/**
 * Run by the app and by the command line before the engine: makes sure that the bundled model is
 * converted, in `<models>/pocket-<first 12 of its hash>`.
 *   --bundled DIR --models DIR
 * Prints JSON lines: {"stage","done","of"} as it goes, then {"ready":true,"folder"}, or {"error"}
 * with the error's code, its parameters and the English sentence.
 * Quick the second time: it remembers names, sizes and times of the checkpoint's files, as
 * hashing them again would cost time at every start.
 */
import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { failureOf, StudioError } from '../../preload/contract/errors.ts';
import { CONVERTER_VERSION } from '../../preload/contract/manifest.ts';
import { modelHashOf } from '../checkpoint/checkpoint-files.ts';
import { convertCheckpoint } from './converter.ts';
import { readManifest } from './model-folder.ts';
import { toldError } from './told-error.ts';

/** What is noted of the checkpoint in the manifest. A model whose manifest lacks it gets a new one. */
const NOTES = 'vocabulary, licence, description';

const notedSchema = z.object({ fingerprint: z.string(), folder: z.string() });

const tell = (message: unknown) => process.stdout.write(`${JSON.stringify(message)}\n`);

async function prepare(bundled: string, models: string): Promise<string> {
  const fingerprint = await fingerprintOf(bundled);
  const noteFile = join(models, 'bundled.json');
  const noted = await readNote(noteFile);
  if (noted?.fingerprint === fingerprint && (await readManifest(join(models, noted.folder)))) {
    return join(models, noted.folder);
  }
  const name = `pocket-${(await modelHashOf(bundled)).slice(0, 12)}`;
  await convertCheckpoint({
    checkpoint: bundled,
    out: join(models, name),
    precision: 'fp32',
    exposeHidden: false,
    onProgress: tellProgress(),
  });
  await mkdir(models, { recursive: true });
  await writeFile(`${noteFile}.${process.pid}`, JSON.stringify({ fingerprint, folder: name }));
  await rename(`${noteFile}.${process.pid}`, noteFile);
  return join(models, name);
}

async function fingerprintOf(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true }).catch(() => [] as string[]);
  const lines = entries.sort().map(async (name) => {
    const { size, mtimeMs } = await stat(join(folder, name));
    return `${name} ${size} ${mtimeMs}`;
  });
  if (!entries.includes('config.json')) {
    throw StudioError.of('convert.none-bundled', {});
  }
  return [CONVERTER_VERSION, NOTES, ...(await Promise.all(lines))].join('\n');
}

async function readNote(file: string) {
  try {
    return notedSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return null;
  }
}

/** A line per percent, not per block. */
function tellProgress() {
  let last = '';
  return (progress: { stage: string; done: number; of: number }) => {
    const line = `${progress.stage} ${Math.floor((100 * progress.done) / (progress.of || 1))}`;
    if (line !== last) tell(progress);
    last = line;
  };
}

try {
  const { values } = parseArgs({ options: { bundled: { type: 'string' }, models: { type: 'string' } } });
  if (!values.bundled || !values.models) {
    throw StudioError.of('cli.options-missing', { options: '--bundled DIR, --models DIR' });
  }
  tell({ ready: true, folder: await prepare(values.bundled, values.models) });
} catch (error) {
  const { kind, message, code, params, detail } = failureOf(toldError(error));
  tell({ error: { message, code, params } });
  if (kind === 'internal') process.stderr.write(`${detail ?? ''}\n`);
  process.exitCode = 2;
}
