/** What the commands share: numbers, paths and the model. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { inEnglish } from '../../../preload/contract/error-codes.ts';
import { StudioError } from '../../../preload/contract/errors.ts';
import type { Told } from '../../../preload/contract/told.ts';
import type { FamilyModel } from '../families/family.ts';
import { openModel } from '../families/registry.ts';
import { loadModel, type Model } from '../models/model.ts';
import { printableLines } from './printable.ts';

/** In place of the code of an error that has none. */
export const UNKNOWN = 'unknown error';

/** Writes a message to stderr. What a file is called does nothing to the terminal. */
export function say(message: string): void {
  process.stderr.write(`${printableLines(message)}\n`);
}

/** Writes a note to stderr, in English as everything on the command line. */
export function sayNote({ message }: Told): void {
  say(message);
}

/**
 * Writes a line of results to stdout: as it is where a program reads it, and so that it does nothing to a terminal.
 * @throws StudioError 'bad-request' where the reader is gone or the line cannot be written
 */
export function tell(line: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const written = process.stdout.isTTY ? printableLines(line) : line;
    process.stdout.write(`${written}\n`, (cause) => {
      if (!cause) return resolve();
      const { code } = cause as NodeJS.ErrnoException;
      if (code === 'EPIPE') return reject(StudioError.of('cli.reader-gone', {}, { cause }));
      reject(StudioError.of('cli.results-unwritten', { code: code ?? UNKNOWN }, { cause }));
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
      throw new InvalidArgumentError(inEnglish('cli.whole-number', { least, most }));
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
      throw new InvalidArgumentError(inEnglish('cli.number', { least, most }));
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
    throw StudioError.of('cli.no-model', {});
  }
  return path;
}

/** A model of any family. @throws StudioError 'model-missing', 'model-invalid', 'unsupported' or 'out-of-memory' */
export async function openFamilyModel(folder: string | undefined): Promise<FamilyModel> {
  return openModel(modelPath(folder), sayNote);
}

/** Lumina-DiMOO's parts, to be measured. @throws as `openFamilyModel` */
export async function openParts(folder: string | undefined): Promise<Model> {
  return loadModel(modelPath(folder), sayNote);
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
    if (code === 'ENOSPC') throw StudioError.of('cli.disk-full', { path }, { cause });
    throw StudioError.of('cli.unwritten', { path, code: code ?? UNKNOWN }, { cause });
  }
}
