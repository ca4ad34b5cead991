/**
 * The report that goes with a bug report: versions, platform, providers, names and hashes of models, and the last lines
 * of the log. It holds no pictures, no prompts and no paths, so it can be given away as it is.
 */
import { availableParallelism, cpus, release, totalmem } from 'node:os';
import { failureOf } from '../../../preload/contract/errors.ts';
import { logFolder } from '../../data-folder.ts';
import { electronTitle } from '../../electron-line.ts';
import { faultOf } from '../../logs/fault.ts';
import { lastLines } from '../../logs/last-lines.ts';
import { readShelf } from '../../model-shelf.ts';
import { modelPaths } from '../models/catalogue.ts';
import { readModelFolder, verifyModelFolder } from '../models/folder.ts';

const LOG_LINES = 300;

/** What the report states besides what it measures itself. */
export interface ReportFacts {
  readonly from: 'the window' | 'the command line';
  /** The studio's own version. */
  readonly studio: string;
  /** Version of the Electron that the window runs on; null where none is known. */
  readonly electron: string | null;
  /** The data folder: models and logs lie in it. */
  readonly data: string;
  /** Model folders besides those in the data folder. */
  readonly models: readonly string[];
}

/** The report's text. A part that cannot be had says so in its line; nothing keeps the others from being written. */
export async function reportText(facts: ReportFacts): Promise<string> {
  const lines: [string, string][] = [
    ['written by', `${facts.from}, on Node ${process.versions.node}`],
    ['studio', facts.studio],
    ['window', facts.electron === null ? 'no Electron is known' : electronTitle(facts.electron)],
    ['system', `${process.platform}-${process.arch} ${release()}`],
    ['processor', `${cpus()[0]?.model.trim() ?? 'unknown'}, ${availableParallelism()} threads`],
    ['memory', `${(totalmem() / 1024 ** 3).toFixed(1)} GB`],
    ...(await runtimeLines()),
    ...(await modelLines(facts)),
  ];
  const log = await lastLines(logFolder(facts.data), LOG_LINES);
  const head = lines.map(([name, value]) => `${name.padEnd(14)}${oneLine(value)}`);
  return ['DiMOO Studio: report', '', ...head, '', `The last lines of the log (${log.length}):`, ...log, ''].join('\n');
}

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

/** Loaded late: where ONNX Runtime itself is what is broken, the report is there all the same. */
async function runtimeLines(): Promise<[string, string][]> {
  try {
    const { ort } = await import('../runtime/onnxruntime.ts');
    const { availableProviders, wantedProvider } = await import('../runtime/providers.ts');
    const providers = availableProviders();
    return [
      ['ONNX Runtime', ort.env.versions.common],
      ['providers', `${providers.join(', ')}; tried first: ${wantedByUser(() => wantedProvider())}`],
    ];
  } catch (error) {
    const { error: name, errno } = faultOf(error);
    return [['ONNX Runtime', `cannot be loaded (${[name, errno].filter(Boolean).join(' ')})`]];
  }
}

function wantedByUser(wanted: () => string): string {
  try {
    return wanted();
  } catch {
    return 'none, as DIMOO_PROVIDER names none that exists';
  }
}

async function modelLines({ data, models }: ReportFacts): Promise<[string, string][]> {
  const folders = new Set([...models, ...(await modelPaths(readShelf(data), data))]);
  const lines = await Promise.all(
    [...folders].map(async (folder): Promise<[string, string]> => ['model', await modelIn(folder)]),
  );
  return lines.length === 0 ? [['model', 'none is prepared']] : lines.sort(([, a], [, b]) => (a < b ? -1 : 1));
}

/** Sizes are compared and contents not, where they are large: `doctor` without --report reads them. */
async function modelIn(folder: string): Promise<string> {
  try {
    const model = await readModelFolder(folder);
    const { name, modelHash, transformer, precision } = model.manifest;
    const what = `${name}, ${modelHash}, ${transformer.layers} layers of ${transformer.width}, ${precision}`;
    const whole = await verifyModelFolder(model, { quick: true }).then(
      () => 'whole',
      (error: unknown) => `damaged (${failureOf(error).kind})`,
    );
    return `${what}, ${whole}`;
  } catch (error) {
    return `cannot be read (${failureOf(error).kind})`;
  }
}
