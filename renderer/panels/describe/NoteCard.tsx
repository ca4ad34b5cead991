import { Trash2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import type { Note } from '../../../preload/contract/records.ts';
import { typeIntoPrompt } from '../canvas-focus.ts';
import { useDescribe, useWords } from '../context.ts';
import { CopyButton } from '../controls/CopyButton.tsx';
import { IconButton } from '../controls/IconButton.tsx';
import { whenInWords } from '../words.ts';
import { NoteVersions } from './NoteVersions.tsx';

interface NoteCardProps {
  readonly note: Note;
  /** Called before the note is deleted. */
  readonly onDelete: () => void;
}

/** A caption, or an answer below its question. Its text can be corrected and taken over as a prompt. */
export function NoteCard({ note, onDelete }: NoteCardProps) {
  const strings = useWords();
  const [editing, setEditing] = useState<string | null>(null);
  const [versionsShown, showVersions] = useState(false);
  const typeNote = useDescribe((state) => state.typeNote);
  const keepTyped = useDescribe((state) => state.keepTyped);
  const takeBackTyped = useDescribe((state) => state.takeBackTyped);
  const deleteNote = useDescribe((state) => state.deleteNote);
  const field = useRef<HTMLTextAreaElement>(null);
  const editButton = useRef<HTMLButtonElement>(null);
  const words = strings.describe;
  const isBlank = editing !== null && editing.trim() === '';
  const finish = async () => {
    const isKept = await keepTyped(note.id);
    // A text that the store refuses stays in the field, and so does one that was typed on meanwhile.
    if (isKept) setEditing((now) => (now === editing ? null : now));
  };
  const onLeave = useRef(keepTyped);
  onLeave.current = keepTyped;
  // The typing ends when another project is shown before the field is left.
  useEffect(() => () => void onLeave.current(note.id), [note.id]);
  const wasEditing = useRef(false);
  // The focus would be lost with the field.
  useEffect(() => {
    if (wasEditing.current && editing === null && document.activeElement === document.body) editButton.current?.focus();
    wasEditing.current = editing !== null;
  }, [editing]);
  const text = editing ?? note.text;
  // All notes have the same buttons, so a screen reader says which note they are of.
  const textId = `note-${note.id}`;
  return (
    <li className="note" data-note={note.id}>
      {note.question !== '' && <h3 className="selectable">{note.question}</h3>}
      {editing === null ? (
        <p id={textId} className="selectable">
          {note.text}
        </p>
      ) : (
        <textarea
          ref={field}
          className="text-field"
          aria-label={words.edit}
          rows={4}
          maxLength={20_000}
          // biome-ignore lint/a11y/noAutofocus: it appears because the artist asked for it
          autoFocus
          value={editing}
          onChange={(event) => {
            setEditing(event.target.value);
            typeNote(note, event.target.value);
          }}
          onBlur={() => void keepTyped(note.id)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.stopPropagation();
            void takeBackTyped(note.id);
            setEditing(null);
          }}
        />
      )}
      {isBlank && (
        <p className="hint" role="status">
          {words.blank}
        </p>
      )}
      <span className="note-when">{whenInWords(strings, note.editedAt ?? note.createdAt, Date.now())}</span>
      <div className="button-row">
        <Button className="quiet-button" aria-describedby={textId} onPress={() => typeIntoPrompt(text)}>
          {words.asPrompt}
        </Button>
        <CopyButton text={text} label={words.copy} isSmall />
        <Button
          ref={editButton}
          className="quiet-button"
          aria-describedby={textId}
          onPress={() => (editing === null ? setEditing(note.text) : isBlank ? field.current?.focus() : void finish())}
        >
          {editing === null ? words.edit : words.done}
        </Button>
        {note.editedAt !== null && (
          <Button className="quiet-button" aria-expanded={versionsShown} onPress={() => showVersions(!versionsShown)}>
            {words.versions}
          </Button>
        )}
        <IconButton
          icon={Trash2}
          size={14}
          className="is-small"
          label={words.delete}
          describedBy={textId}
          onPress={() => {
            onDelete();
            void deleteNote(note.id);
          }}
        />
      </div>
      {versionsShown && <NoteVersions key={note.editedAt} note={note} />}
    </li>
  );
}
