import { StudioError } from '../../preload/contract/errors.ts';
import { type KeptType, keptTypeSchema } from '../../preload/contract/kept-types.ts';
import { sniffMediaType } from '../../preload/contract/media-type.ts';
import type { Handlers } from '../../preload/contract/service.ts';
import type { StoreService } from '../../preload/contract/store.ts';
import { archiveHandlers } from './archive-handlers.ts';
import { readBlob, writeBlob } from './blobs.ts';
import { checked } from './checked.ts';
import { commitGeneration, refuseEmpty, settleGeneration, starGenerations } from './commit.ts';
import { writeTransaction } from './database.ts';
import { noteHandlers } from './notes.ts';
import { refuseForeignDocument } from './ownership.ts';
import { projectHandlers } from './project-handlers.ts';
import { changeDatabase } from './projects.ts';
import { describeBlob, findMissingBlobs, insertBlob, readBlobRow } from './queries/blobs.ts';
import { readDrawnWith, readGeneration, readGenerations, readTree } from './queries/generations.ts';
import { readSettings, writeSetting } from './queries/settings.ts';
import { queueHandlers } from './queued-jobs.ts';
import { shelfHandlers } from './shelf-handlers.ts';
import { Thumbnails } from './thumbnails.ts';
import { type StudioOpener, type Ways, waysTo } from './ways.ts';

type Some<K extends keyof StoreService> = Pick<Handlers<StoreService>, K>;

/** Every method of the contract. */
export function storeHandlers(open: StudioOpener): Handlers<StoreService> {
  return checked(allHandlers(open));
}

function allHandlers(open: StudioOpener): Handlers<StoreService> {
  const ways = waysTo(open);
  const thumbnails = new Thumbnails();
  return {
    ...projectHandlers(ways),
    ...shelfHandlers(ways, thumbnails),
    ...archiveHandlers(ways),
    ...blobHandlers(ways, thumbnails),
    ...generationHandlers(ways, thumbnails),
    ...noteHandlers(ways),
    ...queueHandlers(ways),
    ...settingsHandlers(ways),
  };
}

function blobHandlers(
  { readProject, changeProject }: Ways,
  thumbnails: Thumbnails,
): Some<'putBlob' | 'putBlobs' | 'getBlob' | 'getThumbnail'> {
  return {
    getThumbnail: ({ projectId, hash, side }, { signal }) =>
      readProject(projectId, async ({ folder }) => ({ bytes: await thumbnails.get(folder, hash, side, signal) })),
    putBlob: ({ projectId, bytes, mediaType, madeFrom }) =>
      changeProject(projectId, async (project) => {
        refuseEmpty(bytes);
        if (madeFrom !== undefined && findMissingBlobs(project.db, [madeFrom]).length > 0) {
          throw StudioError.of('blobs.no-original', {});
        }
        const hash = await writeBlob(project.folder, bytes);
        project.held.hold(hash);
        const row = { hash, mediaType, size: bytes.length, ...(madeFrom !== undefined && { madeFrom }) };
        changeDatabase(project, (write) => insertBlob(write, row, Date.now()));
        return { hash };
      }),
    putBlobs: ({ projectId, blobs }) =>
      changeProject(projectId, async (project) => {
        for (const { bytes } of blobs) refuseEmpty(bytes);
        const hashes = await Promise.all(blobs.map(({ bytes }) => writeBlob(project.folder, bytes)));
        for (const hash of hashes) project.held.hold(hash);
        changeDatabase(project, (write) => {
          const now = Date.now();
          blobs.forEach(({ bytes, mediaType }, at) => {
            insertBlob(write, { hash: hashes[at] ?? '', mediaType, size: bytes.length }, now);
          });
        });
        return { hashes };
      }),
    getBlob: ({ projectId, hash }) =>
      readProject(projectId, async ({ folder, db, held }) => {
        const row = readBlobRow(db, hash);
        if (row === undefined) {
          throw StudioError.of('blobs.absent', {}, { detail: hash });
        }
        const bytes = await readBlob(folder, { hash, size: row.size, known: () => describeBlob(db, hash) });
        held.hold(hash);
        return { bytes, mediaType: kindOf(row.mediaType, bytes) };
      }),
  };
}

/** The kind of picture by its row, or by its first bytes where the row names none. */
function kindOf(recorded: unknown, bytes: Uint8Array): KeptType {
  const kind = keptTypeSchema.safeParse(recorded).data ?? sniffMediaType(bytes);
  if (kind !== null) return kind;
  throw StudioError.of('blobs.no-kind', {});
}

function generationHandlers(
  { readProject, changeProject }: Ways,
  thumbnails: Thumbnails,
): Some<
  | 'commitGeneration'
  | 'settleGeneration'
  | 'starGenerations'
  | 'getGeneration'
  | 'listGenerations'
  | 'listTree'
  | 'listDrawnWith'
> {
  return {
    commitGeneration: (commit) =>
      changeProject(commit.projectId, async (project) => {
        const generation = await commitGeneration(project, commit);
        // The lists ask for it soon. Nobody waits for it, and nothing is lost where it fails.
        void thumbnails.get(project.folder, generation.picture);
        return generation;
      }),
    getGeneration: ({ projectId, id }) =>
      readProject(projectId, ({ db }) => {
        const generation = readGeneration(db, id);
        if (generation !== undefined) return generation;
        throw StudioError.of('blobs.absent', {}, { detail: id });
      }),
    settleGeneration: ({ projectId, id, outcome, document, undo }) =>
      changeProject(projectId, (project) => {
        if (document !== null) refuseForeignDocument(document, projectId);
        return settleGeneration(project, id, outcome, document, undo);
      }),
    starGenerations: ({ projectId, ids, starred }) =>
      changeProject(projectId, (project) => ({ generations: starGenerations(project, ids, starred) })),
    listGenerations: ({ projectId, before, limit, sought }) =>
      readProject(projectId, ({ db }) => readGenerations(db, before, limit, sought)),
    listTree: ({ projectId, from, limit }) => readProject(projectId, ({ db }) => readTree(db, from, limit)),
    listDrawnWith: ({ projectId }) => readProject(projectId, ({ db }) => readDrawnWith(db)),
  };
}

function settingsHandlers({ inStudio }: Ways): Some<'status' | 'getSettings' | 'putSetting'> {
  return {
    status: () => inStudio(({ notes, damaged }) => ({ notes: [...notes], damaged: [...damaged] })),
    getSettings: () => inStudio((studio) => readSettings(studio.settings)),
    putSetting: ({ key, value }) =>
      inStudio((studio) => {
        writeTransaction(studio.settings, (db) => writeSetting(db, key, value));
        return {};
      }),
  };
}
