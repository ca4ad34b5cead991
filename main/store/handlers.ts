import { StudioError } from '../../preload/contract/errors.ts';
import type { Handlers } from '../../preload/contract/service.ts';
import type { Project, StoreService } from '../../preload/contract/store.ts';
import { readBlob, writeBlob } from './blobs.ts';
import { commitGeneration, refuseEmpty, settleGeneration } from './commit.ts';
import { writeTransaction } from './database.ts';
import { storeFailure } from './failures.ts';
import { refuseForeignDocument } from './ownership.ts';
import type { OpenProject } from './projects.ts';
import { describeBlob, findMissingBlobs, insertBlob, readBlobRow } from './queries/blobs.ts';
import { readDocument, writeDocument } from './queries/document.ts';
import { readGeneration, readGenerations } from './queries/generations.ts';
import { deleteNote, readNotes, writeNote } from './queries/notes.ts';
import { readSettings, writeSetting } from './queries/settings.ts';
import { createProject, enterProject, listProjects, nameProject, projectOf, type Studio } from './studio.ts';
import { Thumbnails } from './thumbnails.ts';
import { leftOutWarning } from './warnings.ts';

/** Opens the studio's folder on the first call, and again on the next where that failed. */
export type StudioOpener = () => Promise<Studio>;

type InProject = <T>(id: string, work: (project: OpenProject, studio: Studio) => T | Promise<T>) => Promise<T>;
type InStudio = <T>(work: (studio: Studio) => T | Promise<T>) => Promise<T>;

/** Every method of the contract; what SQLite or the disk throws leaves here as a sentence. */
export function storeHandlers(open: StudioOpener): Handlers<StoreService> {
  const thumbnails = new Thumbnails();
  const inStudio: InStudio = async (work) => {
    const studio = await open();
    try {
      return await work(studio);
    } catch (error) {
      throw storeFailure(error, "The studio's folder", studio.data.root);
    }
  };
  const inProject: InProject = async (id, work) => {
    const studio = await open();
    const project = await projectOf(studio, id);
    try {
      return await work(project, studio);
    } catch (error) {
      throw storeFailure(error, 'The project', project.folder.root);
    }
  };
  return {
    ...projectHandlers(inStudio, inProject),
    ...blobHandlers(inProject, thumbnails),
    ...generationHandlers(inProject, thumbnails),
    ...noteHandlers(inProject),
    getSettings: () => inStudio((studio) => readSettings(studio.settings)),
    putSetting: ({ key, value }) =>
      inStudio((studio) => {
        writeTransaction(studio.settings, (db) => writeSetting(db, key, value));
        return {};
      }),
  };
}

type Some<K extends keyof StoreService> = Pick<Handlers<StoreService>, K>;

function projectHandlers(
  inStudio: InStudio,
  inProject: InProject,
): Some<'listProjects' | 'createProject' | 'openProject' | 'renameProject' | 'saveDocument'> {
  const show = (created: Project) =>
    inProject(created.id, ({ db }) => ({ project: created, document: readDocument(db).document, warnings: [] }));
  const enter = (id: string) =>
    inProject(id, (project, studio) => {
      const { document, leftOut } = readDocument(project.db);
      return { project: enterProject(studio, project, id), document, warnings: leftOutWarning(leftOut) };
    });
  return {
    listProjects: () => inStudio(listProjects),
    createProject: async ({ name, document }) =>
      show(await inStudio((studio) => createProject(studio, name, document))),
    openProject: async ({ id, fallback }) => {
      const last = id ?? (await inStudio(listProjects))[0]?.id;
      if (last !== undefined) return enter(last);
      return show(await inStudio((studio) => createProject(studio, fallback.name, fallback.document)));
    },
    renameProject: ({ id, name }) => inProject(id, (project, studio) => nameProject(studio, project, id, name)),
    saveDocument: ({ projectId, document }) =>
      inProject(projectId, ({ db }) => {
        refuseForeignDocument(document, projectId);
        const savedAt = Date.now();
        writeTransaction(db, (write) => writeDocument(write, document, savedAt));
        return { savedAt };
      }),
  };
}

function blobHandlers(inProject: InProject, thumbnails: Thumbnails): Some<'putBlob' | 'getBlob' | 'getThumbnail'> {
  return {
    getThumbnail: ({ projectId, hash }, { signal }) =>
      inProject(projectId, async ({ folder }) => ({ bytes: await thumbnails.get(folder, hash, signal) })),
    putBlob: ({ projectId, bytes, mediaType }) =>
      inProject(projectId, async ({ folder, db }) => {
        refuseEmpty(bytes);
        const hash = await writeBlob(folder, bytes);
        writeTransaction(db, (write) => insertBlob(write, { hash, mediaType, size: bytes.length }, Date.now()));
        return { hash };
      }),
    getBlob: ({ projectId, hash }) =>
      inProject(projectId, async ({ folder, db }) => {
        const row = readBlobRow(db, hash);
        if (row === undefined) {
          throw new StudioError('not-found', 'That picture is not in this project.', { detail: hash });
        }
        const bytes = await readBlob(folder, hash, () => describeBlob(db, hash));
        return { bytes, mediaType: row.mediaType };
      }),
  };
}

function generationHandlers(
  inProject: InProject,
  thumbnails: Thumbnails,
): Some<'commitGeneration' | 'settleGeneration' | 'getGeneration' | 'listGenerations'> {
  return {
    commitGeneration: (commit) =>
      inProject(commit.projectId, async (project) => {
        const generation = await commitGeneration(project, commit);
        // Ready when the lists ask for it; nobody waits, and nothing is lost where it fails.
        void thumbnails.get(project.folder, generation.picture);
        return generation;
      }),
    getGeneration: ({ projectId, id }) =>
      inProject(projectId, ({ db }) => {
        const generation = readGeneration(db, id);
        if (generation !== undefined) return generation;
        throw new StudioError('not-found', 'That picture is not in this project.', { detail: id });
      }),
    settleGeneration: ({ projectId, id, outcome, document }) =>
      inProject(projectId, (project) => {
        if (document !== null) refuseForeignDocument(document, projectId);
        return settleGeneration(project, id, outcome, document);
      }),
    listGenerations: ({ projectId, before, limit }) =>
      inProject(projectId, ({ db }) => readGenerations(db, before, limit)),
  };
}

function noteHandlers(inProject: InProject): Some<'putNote' | 'listNotes' | 'deleteNote'> {
  return {
    putNote: ({ projectId, note }) =>
      inProject(projectId, ({ db }) => {
        const named = note.picture === null ? [] : [note.picture];
        if (findMissingBlobs(db, named).length > 0) {
          throw new StudioError('bad-request', 'The picture of that note is not in this project, so it was not kept.');
        }
        writeTransaction(db, (write) => writeNote(write, note));
        return note;
      }),
    listNotes: ({ projectId }) =>
      inProject(projectId, ({ db }) => {
        const { records, unreadable } = readNotes(db);
        return { notes: [...records], unreadable: [...unreadable] };
      }),
    deleteNote: ({ projectId, id }) =>
      inProject(projectId, ({ db }) => {
        writeTransaction(db, (write) => deleteNote(write, id));
        return {};
      }),
  };
}
