import { StudioError } from '../../preload/contract/errors.ts';
import { MOST_QUEUED_CAPTIONS } from '../../preload/contract/queued-captions.ts';
import type { Note } from '../../preload/contract/records.ts';
import type { Handlers } from '../../preload/contract/service.ts';
import type { StoreService } from '../../preload/contract/store.ts';
import type { ReadableDB } from './database.ts';
import { changeDatabase } from './projects.ts';
import { findMissingBlobs } from './queries/blobs.ts';
import { markNoteDeleted, readNote, readNotes, readNoteVersions, writeNote, writeTypedNote } from './queries/notes.ts';
import {
  countQueuedCaptions,
  deleteQueuedCaption,
  insertQueuedCaption,
  markQueuedCaption,
  readQueuedCaptions,
} from './queries/queued-captions.ts';
import type { Ways } from './ways.ts';

type Names = 'putNote' | 'putNotes' | 'listNotes' | 'deleteNote' | 'restoreNote' | 'listNoteVersions';

/** Captions and answers. */
export function noteHandlers(ways: Ways): Pick<Handlers<StoreService>, Names | CaptionNames> {
  const { readProject, changeProject } = ways;
  const mark = (projectId: string, id: string, at: () => number | null) =>
    changeProject(projectId, (project) => {
      changeDatabase(project, (write) => markNoteDeleted(write, id, at()));
      return {};
    });
  return {
    ...captionHandlers(ways),
    putNote: ({ projectId, note, typing = false }) =>
      changeProject(projectId, (project) => {
        refuseUnknownPictures(project.db, [note]);
        changeDatabase(project, (write) => (typing ? writeTypedNote : writeNote)(write, note));
        return note;
      }),
    putNotes: ({ projectId, notes }) =>
      changeProject(projectId, (project) => {
        refuseUnknownPictures(project.db, notes);
        changeDatabase(project, (write) => {
          for (const note of notes) writeNote(write, note);
        });
        return {};
      }),
    listNotes: ({ projectId }) =>
      readProject(projectId, ({ db }) => {
        const { records, unreadable } = readNotes(db);
        return { notes: [...records], unreadable: [...unreadable] };
      }),
    deleteNote: ({ projectId, id }) => mark(projectId, id, Date.now),
    restoreNote: ({ projectId, id }) => mark(projectId, id, () => null),
    listNoteVersions: ({ projectId, id }) =>
      readProject(projectId, ({ db }) => ({ versions: readNoteVersions(db, id) })),
  };
}

type CaptionNames =
  | 'queueCaptions'
  | 'listQueuedCaptions'
  | 'markQueuedCaption'
  | 'dropQueuedCaptions'
  | 'commitCaption';

/** Captions and answers that wait to be made. */
function captionHandlers({ readProject, changeProject }: Ways): Pick<Handlers<StoreService>, CaptionNames> {
  return {
    queueCaptions: ({ projectId, captions }) =>
      changeProject(projectId, (project) => {
        if (countQueuedCaptions(project.db) + captions.length > MOST_QUEUED_CAPTIONS) {
          throw StudioError.of('notes.queue-full', { most: MOST_QUEUED_CAPTIONS });
        }
        refuseUnknownPictures(project.db, captions);
        const now = Date.now();
        changeDatabase(project, (write) => {
          for (const caption of captions) insertQueuedCaption(write, caption, now);
        });
        return {};
      }),
    listQueuedCaptions: ({ projectId }) =>
      readProject(projectId, ({ db }) => {
        const { records, unreadable } = readQueuedCaptions(db);
        return { captions: [...records], unreadable: [...unreadable] };
      }),
    markQueuedCaption: ({ projectId, id, failure }) =>
      changeProject(projectId, (project) => {
        changeDatabase(project, (write) => markQueuedCaption(write, id, failure));
        return {};
      }),
    dropQueuedCaptions: ({ projectId, ids }) =>
      changeProject(projectId, (project) => {
        changeDatabase(project, (write) => {
          for (const id of ids) deleteQueuedCaption(write, id);
        });
        return {};
      }),
    commitCaption: ({ projectId, note }) =>
      changeProject(projectId, (project) => {
        refuseUnknownPictures(project.db, [note]);
        // The answer to the first call was lost. Since then the text may have been edited or deleted.
        const kept = readNote(project.db, note.id);
        changeDatabase(project, (write) => {
          if (kept === undefined) writeNote(write, note);
          deleteQueuedCaption(write, note.id);
        });
        return kept ?? note;
      }),
  };
}

function refuseUnknownPictures(db: ReadableDB, notes: readonly Pick<Note, 'picture'>[]): void {
  const named = [...new Set(notes.flatMap(({ picture }) => picture ?? []))];
  if (findMissingBlobs(db, named).length > 0) throw StudioError.of('notes.no-picture', {});
}
