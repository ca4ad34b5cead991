/** `doctor`: what this machine offers the engine and the window, and whether the models on it are whole and draw. */
import { availableParallelism, cpus, freemem, totalmem } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { failureOf, type StudioError } from '../../../preload/contract/errors.ts';
import { electronTitle, releaseElectron } from '../../electron-line.ts';
import { findModelFolders, readModelFolder, verifyModelFolder } from '../models/folder.ts';
import { nodesLeftToCpu } from '../models/provider-check.ts';
import { threadCount } from '../runtime/graph.ts';
import { availableProviders, type Provider, wantedProvider } from '../runtime/providers.ts';
import { say, userPath, withModel } from './options.ts';
import { asProblem, tryModel } from './try-model.ts';

const gigabytes = (bytes: number) => `${(bytes / 1024 ** 3).toFixed(1)} GB`;

export function doctorCommand(): Command {
  return withModel(new Command('doctor'))
    .description('runtime, providers, memory, and for each model folder whether its hashes hold and it draws')
    .action(async (options: { model?: string }) => {
      const print = (name: string, value: string) => process.stdout.write(`${name.padEnd(12)}${value}\n`);
      print('runtime', `Node ${process.versions.node}, ${process.platform}-${process.arch}`);
      print(
        'processor',
        `${cpus()[0]?.model.trim() ?? 'unknown'}, ${availableParallelism()} threads, runs use ${threadCount() || 'all cores'}`,
      );
      print('memory', `${gigabytes(freemem())} free of ${gigabytes(totalmem())}`);
      print('window', electronState(process.env.DIMOO_ELECTRON_PLANNED));
      print('providers', `${availableProviders().join(', ')}; tried first: ${wantedProvider()}`);
      const problems: StudioError[] = [];
      for (const folder of await modelFolders(options.model)) {
        const { state, problem } = await stateOf(folder);
        print('model', state);
        if (problem !== null) {
          problems.push(problem);
          continue;
        }
        for (const provider of availableProviders().filter((name) => name !== 'cpu')) {
          print(provider, await trialOf(folder, provider));
        }
      }
      const last = problems.pop();
      for (const { failure } of problems) say(failure.message);
      // Is said like the others, and makes the exit code 2.
      if (last !== undefined) throw last;
    });
}

/** @param planned the version that `npm start` would run, as tools/dimoo.mjs knows it; empty before its download */
function electronState(planned: string | undefined): string {
  if (planned === undefined) return 'not known, as this was not started by npm';
  if (planned === '') return `not downloaded yet; the first start of the window fetches ${releaseElectron}`;
  return electronTitle(planned);
}

/** The one named, or the default one and all that the data folder holds. */
async function modelFolders(named: string | undefined): Promise<string[]> {
  if (named !== undefined) return [userPath(named)];
  const data = process.env.DIMOO_DATA;
  const found = data === undefined ? [] : await findModelFolders(join(data, 'models'));
  const own = process.env.DIMOO_MODEL;
  return [...new Set([...(own ? [own] : []), ...found])];
}

/** Whether a graphics processor computes what the CPU does. */
async function trialOf(folder: string, provider: Provider): Promise<string> {
  try {
    const nodes = await nodesLeftToCpu(await readModelFolder(folder), provider, () => undefined);
    return nodes.length > 0 ? 'attention is wrong there, the CPU does it; the rest is as on the CPU' : 'as on the CPU';
  } catch (error) {
    const { kind, message } = failureOf(error);
    return kind === 'unsupported' ? message : 'cannot run here';
  }
}

async function stateOf(folder: string): Promise<{ state: string; problem: StudioError | null }> {
  try {
    const model = await readModelFolder(folder);
    await verifyModelFolder(model);
    const { name, modelHash, nativeSizes, transformer, precision } = model.manifest;
    const size = nativeSizes[0];
    const what = `${name}, ${modelHash.slice(0, 12)}, ${transformer.layers} layers of ${transformer.width}, ${precision}, draws ${size?.width}x${size?.height}`;
    const trial = await tryModel(folder, say);
    return { state: `${folder}: ${what}; all hashes hold; ${trial}`, problem: null };
  } catch (error) {
    return { state: `${folder}: cannot be used`, problem: asProblem(folder, error) };
  }
}
