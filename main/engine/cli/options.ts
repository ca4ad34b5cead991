/** What the commands share: numbers, paths and the model. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { StudioError } from '../../../preload/contract/errors.ts';
import type { FamilyModel } from '../families/family.ts';
import { openModel } from '../families/registry.ts';
import { loadModel, type Model } from '../models/model.ts';

/** Writes a message to stderr. */
export function say(message: string): void {
  process.stderr.write(`${message}\n`);
}

/**
 * Writes a line of results to stdout.
 * @throws StudioError 'bad-request' where the reader is gone or the line cannot be written
 */
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

/**
 * Resolves a path. npm runs scripts in the repository's root, but the user's paths are relative to the user's folder.
 */
export function userPath(path: string): string {
  const base = ['dimoo', 'bench'].includes(process.env.npm_lifecycle_event ?? '') ? process.env.INIT_CWD : undefined;
  return resolve(base ?? process.cwd(), path);
}

/**
 * A parser of whole numbers within bounds.
 * @throws InvalidArgumentError
 */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most) {
      throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
    }
    return value;
  };
}

/**
 * A parser of numbers within bounds.
 * @throws InvalidArgumentError
 */
export function number(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === '' || !(value >= least && value <= most)) {
      throw new InvalidArgumentError(`It must be a number from ${least} to ${most}.`);
    }
    return value;
  };
}

/** Adds the option that names a model folder. */
export function withModel(command: Command): Command {
  return command.option('--model <folder>', 'model folder (default: the bundled model)');
}

/**
 * The folder that the option or DIMOO_MODEL names.
 * @throws StudioError 'model-missing' where neither names one
 */
function modelPath(folder: string | undefined): string {
  const path = folder === undefined ? process.env.DIMOO_MODEL : userPath(folder);
  if (path === undefined || path === '') {
    throw new StudioError(
      'model-missing',
      'No model is set up; give --model DIR, or run `npm run -s dimoo` so that one is prepared.',
    );
  }
  return path;
}

/** A model of any family. @throws StudioError 'model-missing', 'model-invalid', 'unsupported' or 'out-of-memory' */
export async function openFamilyModel(folder: string | undefined): Promise<FamilyModel> {
  return openModel(modelPath(folder), say);
}

/** Lumina-DiMOO's parts, to be measured. @throws as `openFamilyModel` */
export async function openParts(folder: string | undefined): Promise<Model> {
  return loadModel(modelPath(folder), say);
}

/**
 * Writes a result and makes its folder.
 * @param path absolute
 * @throws StudioError 'disk-full', 'bad-request'
 */
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
