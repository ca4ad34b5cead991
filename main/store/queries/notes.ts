import {
  MOST_NOTE_VERSIONS,
  type Note,
  type NoteVersion,
  noteSchema,
  noteVersionSchema,
} from '../../../preload/contract/records.ts';
import { textSettingsSchema } from '../../../preload/contract/settings.ts';
import { type ReadableDB, readRow, readRows, type WritableDB, writeRow } from '../database.ts';
import { JSON_VERSION, readJson } from './json.ts';
import { dated, type Readable, readRecords } from './records.ts';

/** Captions and answers, newest first. */

type NoteRow = Omit<Note, 'settings' | 'acceptedAt'> & {
  readonly acceptedAt: number | null;
  readonly sequence: number;
  readonly settings: string | null;
  readonly jsonVersion: number;
};

const COLUMNS = `
  SELECT id, sequence, task, question, text, picture, settings, model_hash AS modelHash,
    created_at AS createdAt, edited_at AS editedAt, accepted_at AS acceptedAt, json_version AS jsonVersion
  FROM notes`;

export const SELECT_NOTES = `${COLUMNS} WHERE deleted_at IS NULL ORDER BY sequence DESC`;

export const SELECT_NOTE_VERSIONS = `
  SELECT text, written_at AS writtenAt FROM note_versions WHERE note_id = :id ORDER BY sequence DESC LIMIT :limit`;

function toNote({ jsonVersion, sequence: _, settings, acceptedAt, ...row }: NoteRow): Note {
  return {
    ...row,
    ...(acceptedAt !== null && { acceptedAt }),
    settings: settings === null ? null : readJson(textSettingsSchema, 'settings', settings, jsonVersion),
  };
}

const nameOf = ({ sequence, createdAt }: NoteRow) => ({
  where: `notes ${sequence}`,
  what: dated(createdAt, 'note'),
});

export function readNotes(db: ReadableDB): Readable<Note> {
  return readRecords(readRows<NoteRow>(db, SELECT_NOTES), noteSchema, toNote, nameOf);
}

export const SELECT_NOTE = `${COLUMNS} WHERE id = :id`;

/** The note of this id, deleted or not. */
export function readNote(db: ReadableDB, id: string): Note | undefined {
  const row = readRow<NoteRow>(db, SELECT_NOTE, { id });
  return row && noteSchema.parse(toNote(row));
}

/**
 * Writes a note. It replaces one of the same id, as after an edit of the text. The text before becomes a version of it. A
 * deleted note stays deleted.
 */
export function writeNote(db: WritableDB, note: Note): void {
  writeRow(
    db,
    `INSERT INTO notes (id, task, question, text, picture, settings, model_hash, created_at, edited_at,
       accepted_at, sequence, json_version)
     VALUES (:id, :task, :question, :text, :picture, :settings, :modelHash, :createdAt, :editedAt,
       :acceptedAt, (SELECT coalesce(max(sequence), 0) + 1 FROM notes), :jsonVersion)
     ON CONFLICT (id) DO UPDATE SET task = excluded.task, question = excluded.question, text = excluded.text,
       picture = excluded.picture, settings = excluded.settings, model_hash = excluded.model_hash,
       created_at = excluded.created_at, edited_at = excluded.edited_at, accepted_at = excluded.accepted_at,
       json_version = excluded.json_version`,
    {
      ...note,
      acceptedAt: note.acceptedAt ?? null,
      settings: note.settings === null ? null : JSON.stringify(note.settings),
      jsonVersion: JSON_VERSION,
    },
  );
}

/**
 * Writes the next state of a text that is being typed. The state before it is no version of the note. Where the text is
 * what it was before the typing, nothing of the typing stays.
 */
export function writeTypedNote(db: WritableDB, note: Note): void {
  const { id, text } = note;
  const last = () =>
    readRow<{ last: number | null }>(db, 'SELECT max(sequence) AS last FROM note_versions WHERE note_id = :id', { id })
      ?.last ?? 0;
  const before = last();
  writeNote(db, note);
  writeRow(db, 'DELETE FROM note_versions WHERE note_id = :id AND sequence > :before', { id, before });
  writeRow(db, 'DELETE FROM note_versions WHERE sequence = :last AND text = :text', { last: last(), text });
}

/** The texts that a note had before, the latest first. */
export function readNoteVersions(db: ReadableDB, id: string): NoteVersion[] {
  const rows = readRows<NoteVersion>(db, SELECT_NOTE_VERSIONS, { id, limit: MOST_NOTE_VERSIONS });
  return rows.map((row) => noteVersionSchema.parse(row));
}

/**
 * Takes a note off the list, or brings it back to its place.
 * @param at when it was deleted; null brings it back
 * @returns whether the note existed
 */
export function markNoteDeleted(db: WritableDB, id: string, at: number | null): boolean {
  return writeRow(db, 'UPDATE notes SET deleted_at = :at WHERE id = :id', { id, at }) === 1;
}
