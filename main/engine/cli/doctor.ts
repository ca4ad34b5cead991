/** `doctor`: what this machine offers the engine and the window, and whether the models on it are whole and draw. */
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, freemem, totalmem } from 'node:os';
import { Command } from 'commander';
import { z } from 'zod';
import { StudioError } from '../../../preload/contract/errors.ts';
import { type Provider, providerNames } from '../../../preload/contract/providers.ts';
import { electronTitle, releaseElectron } from '../../electron-line.ts';
import { readShelf } from '../../model-shelf.ts';
import { forgetTry, triesFile } from '../../provider-tries.ts';
import { tryInProcess } from '../diagnostics/provider-process.ts';
import { writeReport } from '../diagnostics/write-report.ts';
import { modelPaths } from '../models/catalogue.ts';
import { readModelFolder, verifyModelFolder } from '../models/folder.ts';
import { threadCount } from '../runtime/graph.ts';
import { missingOf } from '../runtime/provider-parts.ts';
import { availableProviders, wantedProvider } from '../runtime/providers.ts';
import { say, sayNote, userPath, withModel } from './options.ts';
import { asProblem, tryModel } from './try-model.ts';
import { verifyProviders } from './verify-providers.ts';

/** The canary is small. What takes longer than this hangs, or compiles kernels on a very slow machine. */
const TRIAL_SECONDS = 120;

const gigabytes = (bytes: number) => `${(bytes / 1024 ** 3).toFixed(1)} GB`;

/** The command. */
export function doctorCommand(): Command {
  return withModel(new Command('doctor'))
    .description('runtime, providers, memory, and for each model folder whether its hashes hold and it draws')
    .option(
      '--report <file>',
      'write a report for a bug report instead: versions, providers, models, last lines of the log',
    )
    .option('--verify', 'draw a small picture on every provider, compare it with the CPU, and print a table to send in')
    .option('--json', 'print the table of --verify as JSON')
    .action(async (options: { model?: string; report?: string; verify?: boolean; json?: boolean }) => {
      if (options.verify === true) return verifyProviders(await oneModel(options.model), options.json === true);
      if (options.report !== undefined) return report(options.report, options.model);
      const print = (name: string, value: string) => process.stdout.write(`${name.padEnd(12)}${value}\n`);
      print('runtime', `Node ${process.versions.node}, ${process.platform}-${process.arch}`);
      print(
        'processor',
        `${cpus()[0]?.model.trim() ?? 'unknown'}, ${availableParallelism()} threads, runs use ${threadCount() || 'all cores'}`,
      );
      print('memory', `${gigabytes(freemem())} free of ${gigabytes(totalmem())}`);
      print('window', electronState(process.env.DIMOO_ELECTRON_PLANNED));
      print('providers', `${availableProviders().join(', ')}; tried first: ${wantedProvider()}`);
      for (const provider of providerNames) print(`  ${provider}`, missingOf(provider)?.message ?? 'there');
      const problems: StudioError[] = [];
      for (const folder of await modelFolders(options.model)) {
        const { state, problem } = await stateOf(folder);
        print('model', state);
        if (problem !== null) {
          problems.push(problem);
          continue;
        }
        for (const provider of availableProviders().filter((name) => name !== 'cpu')) {
          print(`  ${provider}`, await trialOf(folder, provider));
        }
      }
      const last = problems.pop();
      for (const { failure } of problems) say(failure.message);
      // Is said like the others, and makes the exit code 2.
      if (last !== undefined) throw last;
    });
}

async function report(path: string, named: string | undefined): Promise<void> {
  const file = userPath(path);
  const data = process.env.DIMOO_DATA;
  if (data === undefined) throw StudioError.of('cli.start-by-npm', {});
  const models = await modelFolders(named);
  const electron = process.env.DIMOO_ELECTRON_PLANNED || null;
  await writeReport(file, { from: 'the command line', studio: studioVersion(), electron, data, models });
  say(`The report is in ${file}; it holds no pictures, no prompts and no paths.`);
}

function studioVersion(): string {
  const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}

/** @param planned the version that `npm start` would run, as tools/dimoo.mjs knows it; empty before its download */
function electronState(planned: string | undefined): string {
  if (planned === undefined) return 'not known, as this was not started by npm';
  if (planned === '') return `not downloaded yet; the first start of the window fetches ${releaseElectron}`;
  return electronTitle(planned);
}

async function oneModel(named: string | undefined): Promise<string> {
  const [folder] = await modelFolders(named);
  if (folder === undefined) throw StudioError.of('engine.no-model', {});
  return folder;
}

/** The one named, or the default one and all that the studio knows. */
async function modelFolders(named: string | undefined): Promise<string[]> {
  if (named !== undefined) return [userPath(named)];
  const data = process.env.DIMOO_DATA;
  const found = data === undefined ? [] : await modelPaths(readShelf(data), data);
  const own = process.env.DIMOO_MODEL;
  return [...new Set([...(own ? [own] : []), ...found])];
}

/** Whether a graphics processor computes what the CPU does. Where it does, an earlier failure in the window is forgotten. */
async function trialOf(model: string, provider: Provider): Promise<string> {
  const answer = await tryInProcess({ provider, model, what: 'try', seconds: TRIAL_SECONDS });
  if (answer.kind === 'failed') return answer.told.message;
  const data = process.env.DIMOO_DATA;
  if (data !== undefined) forgetTry(triesFile(data), provider);
  return answer.onCpu > 0
    ? 'works; attention is wrong there, so the CPU does it, and the rest is as on the CPU'
    : 'works, as on the CPU';
}

async function stateOf(folder: string): Promise<{ state: string; problem: StudioError | null }> {
  try {
    const model = await readModelFolder(folder);
    await verifyModelFolder(model);
    const { name, modelHash, nativeSizes, transformer, precision } = model.manifest;
    const size = nativeSizes[0];
    const what = `${name}, ${modelHash.slice(0, 12)}, ${transformer.layers} layers of ${transformer.width}, ${precision}, draws ${size?.width}x${size?.height}`;
    const trial = await tryModel(folder, sayNote);
    return { state: `${folder}: ${what}; all hashes hold; ${trial}`, problem: null };
  } catch (error) {
    return { state: `${folder}: cannot be used`, problem: asProblem(folder, error) };
  }
}
