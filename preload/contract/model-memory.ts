import type { Manifest } from './manifest.ts';

/** What a model needs to be loaded, and what is free, in GB with one decimal. */
export interface ModelMemory {
  readonly needed: number;
  readonly free: number;
}

const TENTH = 1024 ** 3 / 10;

/** The memory that loading needs at the least: the weights, which are nearly all of a model's files. */
export function neededToLoad({ files }: Pick<Manifest, 'files'>): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Needed and free memory for a sentence. They are rounded apart, since a sentence that names equal numbers explains nothing. */
export function memoryOf(needed: number, free: number): ModelMemory {
  return { needed: Math.ceil(needed / TENTH) / 10, free: Math.floor(free / TENTH) / 10 };
}
