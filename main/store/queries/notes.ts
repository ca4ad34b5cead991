import { textSettingsSchema } from '../../../preload/contract/engine.ts';
import type { Note } from '../../../preload/contract/store.ts';
import { type ReadableDB, readRows, type WritableDB, writeRow } from '../database.ts';
import { readJson } from './json.ts';

/** Captions and answers, newest first. */

type NoteRow = Omit<Note, 'settings'> & { readonly settings: string | null };

export const SELECT_NOTES = `
  SELECT id, task, question, text, picture, settings, model_hash AS modelHash,
    created_at AS createdAt, edited_at AS editedAt
  FROM notes ORDER BY created_at DESC, id DESC`;

export function readNotes(db: ReadableDB): Note[] {
  return readRows<NoteRow>(db, SELECT_NOTES).map((row) => ({
    ...row,
    settings: row.settings === null ? null : readJson(textSettingsSchema, row.settings),
  }));
}

/** A note with the same id is replaced: that is how its text is edited. */
export function writeNote(db: WritableDB, note: Note): void {
  writeRow(
    db,
    `INSERT INTO notes (id, task, question, text, picture, settings, model_hash, created_at, edited_at)
     VALUES (:id, :task, :question, :text, :picture, :settings, :modelHash, :createdAt, :editedAt)
     ON CONFLICT (id) DO UPDATE SET task = excluded.task, question = excluded.question, text = excluded.text,
       picture = excluded.picture, settings = excluded.settings, model_hash = excluded.model_hash,
       created_at = excluded.created_at, edited_at = excluded.edited_at`,
    { ...note, settings: note.settings === null ? null : JSON.stringify(note.settings) },
  );
}

/** @returns whether there was such a note. */
export function deleteNote(db: WritableDB, id: string): boolean {
  return writeRow(db, 'DELETE FROM notes WHERE id = :id', { id }) === 1;
}
