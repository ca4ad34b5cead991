import { type Note, noteSchema } from '../../../preload/contract/records.ts';
import { textSettingsSchema } from '../../../preload/contract/settings.ts';
import { type ReadableDB, readRows, type WritableDB, writeRow } from '../database.ts';
import { JSON_VERSION, readJson } from './json.ts';
import { dated, type Readable, readRecords } from './records.ts';

/** Captions and answers, newest first. */

type NoteRow = Omit<Note, 'settings'> & {
  readonly sequence: number;
  readonly settings: string | null;
  readonly jsonVersion: number;
};

export const SELECT_NOTES = `
  SELECT id, sequence, task, question, text, picture, settings, model_hash AS modelHash,
    created_at AS createdAt, edited_at AS editedAt, json_version AS jsonVersion
  FROM notes ORDER BY sequence DESC`;

function toNote({ jsonVersion, sequence: _, settings, ...row }: NoteRow): Note {
  return {
    ...row,
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

/** Writes a note. It replaces one of the same id, as after an edit of the text. */
export function writeNote(db: WritableDB, note: Note): void {
  writeRow(
    db,
    `INSERT INTO notes (id, task, question, text, picture, settings, model_hash, created_at, edited_at,
       sequence, json_version)
     VALUES (:id, :task, :question, :text, :picture, :settings, :modelHash, :createdAt, :editedAt,
       (SELECT coalesce(max(sequence), 0) + 1 FROM notes), :jsonVersion)
     ON CONFLICT (id) DO UPDATE SET task = excluded.task, question = excluded.question, text = excluded.text,
       picture = excluded.picture, settings = excluded.settings, model_hash = excluded.model_hash,
       created_at = excluded.created_at, edited_at = excluded.edited_at, json_version = excluded.json_version`,
    { ...note, settings: note.settings === null ? null : JSON.stringify(note.settings), jsonVersion: JSON_VERSION },
  );
}

/** @returns whether the note existed */
export function deleteNote(db: WritableDB, id: string): boolean {
  return writeRow(db, 'DELETE FROM notes WHERE id = :id', { id }) === 1;
}
