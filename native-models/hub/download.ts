import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { isAlive } from '../../main/is-alive.ts';
import { StudioError } from '../../preload/contract/errors.ts';
import { commitSchema, type HubFile, hubFileSchema, repositorySchema } from '../../preload/contract/hub.ts';
import { parseJsonObject } from '../checkpoint/json.ts';
import { weightFilesOf } from '../checkpoint/tensor-files.ts';
import { bytesHere, fetchFile } from './fetch-file.ts';
import { type Patience, withPatience } from './interrupted.ts';
import { type HubAccess, Repository } from './repository.ts';

/** In the folder of a download: what belongs into it. Main writes it before the process starts. */
export const PLAN_FILE = 'download.json';
const LOCK_FILE = 'download.lock';

const planSchema = z.object({ repository: repositorySchema, commit: commitSchema, files: z.array(hubFileSchema) });
/** What belongs into the folder of a download. */
export type DownloadPlan = z.infer<typeof planSchema>;

/** What a download asks with, and whom it tells. */
export interface DownloadParts {
  readonly access: HubAccess;
  readonly patience: Patience;
  /** Bytes that are there, of bytes in all. */
  readonly onProgress: (done: number, of: number) => void;
}

/** @throws StudioError where the folder is no download, or a damaged one */
export async function readPlan(folder: string): Promise<DownloadPlan> {
  const isThere = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  // Its disk may be away. What lies there is not lost.
  if (!isThere) throw StudioError.of('hub.folder-gone', { folder });
  try {
    return planSchema.parse(parseJsonObject(await readFile(join(folder, PLAN_FILE), 'utf8'), PLAN_FILE));
  } catch (cause) {
    throw StudioError.of('hub.plan-gone', {}, { cause });
  }
}

/**
 * Fetches every file of a folder's plan that is not there yet. One that arrives damaged is fetched once more.
 * @throws StudioError with one sentence; what has arrived stays
 */
export async function download(folder: string, { access, patience, onProgress }: DownloadParts): Promise<void> {
  const { repository: name, commit, files } = await readPlan(folder);
  const unlock = await lock(folder);
  try {
    const repository = new Repository(access, { repository: name, revision: commit });
    const here = new Map<string, number>();
    for (const file of files) here.set(file.path, await bytesHere(folder, file));
    const of = files.reduce((sum, { bytes }) => sum + bytes, 0);
    const arrived = () => [...here.values()].reduce((sum, bytes) => sum + bytes, 0);
    const tell = () => onProgress(arrived(), of);
    tell();
    for (const file of files) {
      // All that is small lies before the weights, the index among it.
      if (file.path.endsWith('.safetensors')) await checkIndexes(folder, files);
      const place = {
        folder,
        host: access.host,
        stallMs: access.stallMs,
        signal: access.signal,
        open: ({ path }: HubFile, from: number) =>
          repository.open(commit, path, from === 0 ? {} : { range: `bytes=${from}-` }),
        onBytes: (bytes: number) => {
          here.set(file.path, bytes);
          tell();
        },
      };
      const attempt = () => withPatience(() => fetchFile(file, place), patience, arrived);
      await attempt().catch((error: unknown) => {
        const isDamaged = error instanceof StudioError && error.failure.code === 'hub.hash-wrong';
        if (!isDamaged) throw error;
        return attempt();
      });
    }
  } catch (error) {
    throw diskError(error, folder);
  } finally {
    await unlock();
  }
}

/** Refuses an index that names files which the repository does not have. */
async function checkIndexes(folder: string, files: readonly HubFile[]): Promise<void> {
  for (const { path } of files) {
    if (!path.endsWith('.index.json')) continue;
    const within = path.startsWith('vqvae/') ? 'vqvae/' : '';
    const stem = path.slice(within.length).replace(/\.safetensors\.index\.json$/, '');
    const { names } = await weightFilesOf(join(folder, within), stem, within);
    const missing = names.find((name) => files.every((file) => file.path !== `${within}${name}`));
    if (missing !== undefined) throw StudioError.of('checkpoint.file-absent', { file: `${within}${missing}` });
  }
}

function diskError(error: unknown, folder: string): unknown {
  if (!(error instanceof Error) || error instanceof StudioError || !('code' in error)) return error;
  const code = String(error.code);
  if (code === 'ENOSPC' || code === 'EDQUOT') return StudioError.of('hub.disk-full', { folder }, { cause: error });
  if (['EACCES', 'EPERM', 'EROFS', 'EIO', 'EFBIG', 'ENOTDIR', 'EISDIR'].includes(code)) {
    return StudioError.of('hub.not-written', { folder, code }, { cause: error });
  }
  return error;
}

/** Two processes would write over each other: a window's and the command line's. A dead one's lock does not count. */
async function lock(folder: string): Promise<() => Promise<void>> {
  const file = join(folder, LOCK_FILE);
  const take = () => writeFile(file, String(process.pid), { flag: 'wx' });
  try {
    await take();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw diskError(error, folder);
    const owner = Number(await readFile(file, 'utf8').catch(() => ''));
    if (owner !== process.pid && isAlive(owner)) throw StudioError.of('hub.in-use', { folder });
    await rm(file, { force: true });
    await take();
  }
  return () => rm(file, { force: true });
}
