import { useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import type { Note } from '../../../preload/contract/records.ts';
import { useDescribe, useWords } from '../context.ts';
import { CopyButton } from '../controls/CopyButton.tsx';
import { Thumbnail } from '../controls/Thumbnail.tsx';
import { UnreadableLine } from '../controls/UnreadableLine.tsx';
import { whenInWords } from '../words.ts';

/** The captions and answers that were kept. */
export function Notes() {
  const strings = useWords();
  const notes = useDescribe((state) => state.notes);
  const unreadable = useDescribe((state) => state.unreadable);
  if (notes.length === 0 && unreadable.length === 0) return null;
  return (
    <section className="notes" aria-label={strings.describe.notes}>
      <h2>{strings.describe.notes}</h2>
      <ul>
        {notes.map((note) => (
          <NoteCard key={note.id} note={note} />
        ))}
      </ul>
      <UnreadableLine kind="notes" unreadable={unreadable} />
    </section>
  );
}

function NoteCard({ note }: { readonly note: Note }) {
  const strings = useWords();
  const [editing, setEditing] = useState<string | null>(null);
  const { editNote, deleteNote } = useDescribe((state) => state);
  const words = strings.describe;
  const save = () => {
    if (editing !== null && editing.trim() !== '' && editing !== note.text) void editNote(note.id, editing);
  };
  const finish = () => {
    save();
    setEditing(null);
  };
  const onLeave = useRef(save);
  onLeave.current = save;
  // The text that was typed is saved when another project is shown before the field is left.
  useEffect(() => () => onLeave.current(), []);
  return (
    <li className="note">
      {note.picture !== null && <Thumbnail hash={note.picture} className="is-history" />}
      {note.question !== '' && <h3 className="selectable">{note.question}</h3>}
      {editing === null ? (
        <p className="selectable">{note.text}</p>
      ) : (
        <textarea
          className="text-field"
          aria-label={words.edit}
          rows={4}
          maxLength={20_000}
          // biome-ignore lint/a11y/noAutofocus: it appears because the artist asked for it
          autoFocus
          value={editing}
          onChange={(event) => setEditing(event.target.value)}
          onBlur={save}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.stopPropagation();
            setEditing(null);
          }}
        />
      )}
      <div className="button-row">
        <span className="note-when">{whenInWords(strings, note.editedAt ?? note.createdAt, Date.now())}</span>
        <CopyButton text={note.text} label={words.copy} />
        <Button className="quiet-button" onPress={editing === null ? () => setEditing(note.text) : finish}>
          {editing === null ? words.edit : words.done}
        </Button>
        <Button className="quiet-button" onPress={() => void deleteNote(note.id)}>
          {words.delete}
        </Button>
      </div>
    </li>
  );
}
