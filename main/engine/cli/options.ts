/** What the commands share: numbers, paths, the model. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { StudioError } from '../../../preload/contract/errors.ts';
import { loadModel, type Model } from '../models/model.ts';

export function say(message: string): void {
  process.stderr.write(`${message}\n`);
}

/** A line of results. @throws StudioError 'bad-request' where nobody reads it any more, or there is no room for it */
export function tell(line: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(`${line}\n`, (cause) => {
      if (!cause) return resolve();
      const { code } = cause as NodeJS.ErrnoException;
      const why = code === 'EPIPE' ? 'nobody reads them any more' : `they cannot be written (${code})`;
      reject(new StudioError('bad-request', `The results end here, since ${why}; what is in files stays.`, { cause }));
    });
  });
}

/** npm runs scripts in the repository's root; the user's paths count from where the user is. */
export function userPath(path: string): string {
  const base = ['dimoo', 'bench'].includes(process.env.npm_lifecycle_event ?? '') ? process.env.INIT_CWD : undefined;
  return resolve(base ?? process.cwd(), path);
}

export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most) {
      throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
    }
    return value;
  };
}

export function number(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === '' || !(value >= least && value <= most)) {
      throw new InvalidArgumentError(`It must be a number from ${least} to ${most}.`);
    }
    return value;
  };
}

export function withModel(command: Command): Command {
  return command.option('--model <folder>', 'model folder (default: the bundled model)');
}

/** @throws StudioError 'model-missing' where neither the option nor DIMOO_MODEL names a folder. */
export async function openModel(folder: string | undefined): Promise<Model> {
  const path = folder === undefined ? process.env.DIMOO_MODEL : userPath(folder);
  if (path === undefined || path === '') {
    throw new StudioError(
      'model-missing',
      'No model is set up; give --model DIR, or run `npm run -s dimoo` so that one is prepared.',
    );
  }
  return loadModel(path, say);
}

/** Writes a result, making its folder where needed. @param path absolute */
export async function writeResult(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === 'ENOSPC') throw new StudioError('disk-full', `The disk is full; ${path} was not written.`, { cause });
    throw new StudioError('bad-request', `${path} cannot be written (${code ?? 'unknown error'}).`, { cause });
  }
}
