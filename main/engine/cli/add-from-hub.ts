/** `models add hub:OWNER/NAME`: fetches a checkpoint from the hub, makes a model of it, and reads the model back. */
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { StudioError } from '../../../preload/contract/errors.ts';
import {
  type HubRepository,
  hubRepositorySchema,
  hubWaitReasons,
  readRepository,
} from '../../../preload/contract/hub.ts';
import {
  bytesHere,
  checkRoom,
  endpointOf,
  hostOf,
  keepDownload,
  placeForDownload,
  removeDownload,
  writePlan,
} from '../../hub-download.ts';
import { changeShelf, modelFolders, readShelf, type Shelf } from '../../model-shelf.ts';
import { findDamaged, fingerprintOf } from '../models/check-hashes.ts';
import { readModelFolder } from '../models/folder.ts';
import { makeModel, precisionFor } from './add-model.ts';
import { runForLine } from './child-lines.ts';
import { say, tell } from './options.ts';

const HUB = fileURLToPath(new URL('../../../native-models/hub/entry.ts', import.meta.url));

const lineSchema = z.union([
  z.object({ progress: z.object({ stage: z.string(), done: z.number(), of: z.number() }) }),
  z.object({ waiting: z.object({ reason: z.enum(hubWaitReasons), seconds: z.number() }).nullable() }),
]);
type Line = z.infer<typeof lineSchema>;

/** How a model of the hub is added. */
export interface HubOptions {
  readonly precision: string | undefined;
  /** Whether the checkpoint stays once the model is made. */
  readonly keeps: boolean;
}

/** @throws StudioError with one sentence; what has arrived stays */
export async function addFromHub(data: string, text: string, { precision: asked, keeps }: HubOptions): Promise<void> {
  const named = readRepository(text);
  if (named === null) throw StudioError.of('hub.name-wrong', { text });
  const host = hostOf(endpointOf(process.env));
  say(`Asking ${host} for ${named.repository}.`);
  const looked = z.object({ repository: hubRepositorySchema });
  const { repository } = await run(
    ['--look', named.repository, '--revision', named.revision],
    looked,
    'hub.look-ended',
  );
  const precision = precisionFor(repository.look, asked);
  tellFiles(repository);
  const { folder } = await plan(data, repository, { precision, keeps });
  // Ctrl+C reaches the process that fetches as well, which stops and says so.
  const signals = ['SIGINT', 'SIGTERM'] as const;
  const wait = () => undefined;
  for (const signal of signals) process.on(signal, wait);
  try {
    await run(['--fetch', folder], z.object({ fetched: z.object({}) }), 'hub.ended', progressTeller());
  } catch (error) {
    say('What has arrived stays. The same command goes on; `dimoo models discard` throws it away.');
    throw error;
  } finally {
    for (const signal of signals) process.off(signal, wait);
  }
  const out = await makeModel(data, folder, precision);
  await readBack(data, out);
  await (keeps ? keepDownload(folder) : removeDownload(folder));
  changeShelf(data, (shelf) => ({ ...shelf, download: null }));
  if (keeps) say(`The checkpoint stays in ${folder}`);
  await tell(out);
}

/** @throws StudioError where there is none */
export async function discardDownload(data: string): Promise<void> {
  const { download } = readShelf(data);
  if (download === null) throw StudioError.of('hub.none-left', {});
  await removeDownload(download.folder);
  changeShelf(data, (shelf) => ({ ...shelf, download: null }));
  say(`Nothing is left of the download of ${download.repository}.`);
}

function tellFiles({ repository, revision, commit, look, files }: HubRepository): void {
  say(`${repository}, ${revision}, commit ${commit}; licence: ${look.licence ?? 'not stated'}`);
  for (const { path, bytes } of files) say(`  ${inBytes(bytes).padStart(9)}  ${path}`);
  say(`  ${inBytes(look.bytes).padStart(9)}  in all`);
}

/** Notes the download, so that the window offers it as well. */
async function plan(
  data: string,
  found: HubRepository,
  { precision, keeps }: Pick<NonNullable<Shelf['download']>, 'precision' | 'keeps'>,
): Promise<NonNullable<Shelf['download']>> {
  const shelf = readShelf(data);
  const folder = placeForDownload(shelf, data, found);
  const { repository, revision, commit } = found;
  if (shelf.download !== null && shelf.download.folder !== folder) {
    throw StudioError.of('hub.busy-here', { repository: shelf.download.repository });
  }
  const here = await bytesHere(folder, found.files);
  checkRoom(found, precision, { folder: modelFolders(shelf, data)[0], here, free: await freeDisk(folder) });
  await writePlan(folder, found);
  const download = { repository, revision, commit, folder, precision, keeps };
  changeShelf(data, (now) => ({ ...now, download }));
  return download;
}

async function freeDisk(folder: string): Promise<number | null> {
  for (let at = folder; ; at = dirname(at)) {
    const found = await statfs(at).catch(() => null);
    if (found !== null) return found.bavail * found.bsize;
    if (dirname(at) === at) return null;
  }
}

async function readBack(data: string, path: string): Promise<void> {
  const model = await readModelFolder(path);
  const check = { files: fingerprintOf(model), at: Date.now(), damaged: await findDamaged(model) };
  changeShelf(data, (shelf) => ({ ...shelf, checks: { ...shelf.checks, [path]: check } }));
  if (check.damaged !== null) throw StudioError.of('model.file-changed', { path, file: check.damaged });
}

/** One line for each percent: 'fetching: 12 % of 16.2 GB, 45 MB a second'. */
function progressTeller(): (line: Line) => void {
  let [told, begun, first] = [-1, Date.now(), -1];
  return (line) => {
    if ('waiting' in line) {
      if (line.waiting !== null) say(`${line.waiting.reason}: trying again in ${Math.ceil(line.waiting.seconds)} s`);
      return;
    }
    const { done, of } = line.progress;
    if (first < 0) [begun, first] = [Date.now(), done];
    const percent = of === 0 ? 100 : Math.floor((100 * done) / of);
    if (percent === told) return;
    told = percent;
    const seconds = (Date.now() - begun) / 1000;
    const rate = seconds < 1 ? '' : `, ${inBytes((done - first) / seconds)} a second`;
    say(`fetching: ${percent} % of ${inBytes(of)}${rate}`);
  };
}

function run<Answer>(
  args: readonly string[],
  answer: z.ZodType<Answer>,
  ended: 'hub.look-ended' | 'hub.ended',
  onProgress: (line: Line) => void = () => undefined,
): Promise<Answer> {
  const asking = [...args, '--host', endpointOf(process.env)];
  return runForLine(HUB, asking, { answer, progress: lineSchema }, onProgress, () => StudioError.of(ended, {}));
}

function inBytes(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  return bytes >= 1e6 ? `${Math.round(bytes / 1e6)} MB` : `${Math.ceil(bytes / 1e3)} kB`;
}
