import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { StudioError } from '../preload/contract/errors.ts';
import { type HubFile, type HubRepository, hubFileSchema, USUAL_HOST } from '../preload/contract/hub.ts';
import type { Precision } from '../preload/contract/manifest.ts';
import { folderName, isFolderThere, modelFolders, type Shelf } from './model-shelf.ts';

/** In the folder of models: what was fetched and is not converted yet, or is kept. */
const CHECKPOINTS = 'checkpoints';
/** As native-models/hub reads it. */
const PLAN_FILE = 'download.json';
/** Graphs, tokenizer and manifest, and what a file system takes for itself. */
const DISK_MARGIN = 256 * 1024 * 1024;
/** Windows keeps these names, with any ending, for devices. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** The address that is asked: that of HF_ENDPOINT, as the hub's own tools have it. */
export const endpointOf = (environment: NodeJS.ProcessEnv): string => environment.HF_ENDPOINT || USUAL_HOST;

/** Its host, as a person reads it. What is no address is shown as it is; the process that asks refuses it. */
export const hostOf = (endpoint: string): string => (URL.canParse(endpoint) ? new URL(endpoint).host : endpoint);

export const pageOf = (endpoint: string, repository: string): string => `${endpoint.replace(/\/+$/, '')}/${repository}`;

/**
 * Where a checkpoint is fetched to: on the disk of the models, in a folder that is called as the model is.
 * @throws StudioError where the folder of models is gone, as when its disk is away
 */
export function placeForDownload(
  shelf: Shelf,
  data: string,
  found: Pick<HubRepository, 'repository' | 'commit'>,
): string {
  if (!isFolderThere(shelf, data)) throw StudioError.of('adding.folder-gone', { path: modelFolders(shelf, data)[0] });
  return folderFor(shelf, data, found);
}

/** As above, whether the folder of models is there or not. */
export function folderFor(
  shelf: Shelf,
  data: string,
  { repository, commit }: Pick<HubRepository, 'repository' | 'commit'>,
): string {
  const [owner = '', name = ''] = repository.split('/').map(folderName);
  const safe = DEVICE.test(name) ? `model-${name}` : name;
  return join(modelFolders(shelf, data)[0], CHECKPOINTS, `by-${owner}-${commit.slice(0, 8)}`, safe);
}

/** Bytes of these files that are on the disk, from an earlier download. */
export async function bytesHere(folder: string, files: readonly HubFile[]): Promise<number> {
  const sizeOf = async (path: string) => (await stat(path).catch(() => null))?.size ?? 0;
  let here = 0;
  for (const { path, bytes } of files) {
    const whole = await sizeOf(join(folder, path));
    here += whole === bytes ? bytes : Math.min(bytes, await sizeOf(`${join(folder, path)}.part`));
  }
  return here;
}

const planSchema = z.object({ files: z.array(hubFileSchema) });

/** How much of a download is on the disk; null where its plan cannot be read. */
export async function arrivedIn(folder: string): Promise<{ readonly done: number; readonly of: number } | null> {
  try {
    const { files } = planSchema.parse(JSON.parse(await readFile(join(folder, PLAN_FILE), 'utf8')));
    return { done: await bytesHere(folder, files), of: files.reduce((sum, { bytes }) => sum + bytes, 0) };
  } catch {
    return null;
  }
}

/**
 * Refuses a download that the disk has no room for with its model.
 * @throws StudioError that says how much is needed and how much is free
 */
export function checkRoom(
  found: HubRepository,
  precision: Precision,
  { folder, here, free }: { readonly folder: string; readonly here: number; readonly free: number | null },
): void {
  const model = found.look.offers.find((offer) => offer.precision === precision)?.diskBytes ?? 0;
  const needed = found.look.bytes - here + model + DISK_MARGIN;
  if (free === null || needed <= free) return;
  const sizes = { needed: Math.ceil(needed / 1e8) / 10, free: Math.floor(free / 1e8) / 10 };
  throw StudioError.of('hub.no-room', { folder, ...sizes });
}

/** Writes down what is to be fetched, at the commit that was looked at. @throws StudioError */
export async function writePlan(folder: string, { repository, commit, files }: HubRepository): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, PLAN_FILE), `${JSON.stringify({ repository, commit, files }, null, 1)}\n`);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    throw StudioError.of(code === 'ENOSPC' ? 'hub.disk-full' : 'hub.not-written', { folder, code }, { cause });
  }
}

/** Removes a fetched checkpoint with all that belongs to it. A folder that is none of ours stays. */
export async function removeDownload(folder: string): Promise<void> {
  const parent = dirname(folder);
  if (basename(dirname(parent)) !== CHECKPOINTS || !basename(parent).startsWith('by-')) return;
  await rm(parent, { recursive: true, force: true });
}

/** Leaves a fetched checkpoint as it would be had it been fetched by hand. */
export async function keepDownload(folder: string): Promise<void> {
  await rm(join(folder, PLAN_FILE), { force: true });
}
