import { useMemo } from 'react';
import { useDescribe, useWords } from '../context.ts';
import { Thumbnail } from '../controls/Thumbnail.tsx';
import { UnreadableLine } from '../controls/UnreadableLine.tsx';
import { conversationsOf } from './conversations.ts';
import { NoteCard } from './NoteCard.tsx';

/** All captions and answers of the project, by the pictures that they are about. */
export function Notes() {
  const strings = useWords();
  const notes = useDescribe((state) => state.notes);
  const unreadable = useDescribe((state) => state.unreadable);
  const conversations = useMemo(() => conversationsOf(notes), [notes]);
  if (notes.length === 0 && unreadable.length === 0) return null;
  return (
    <section className="notes" aria-label={strings.describe.notes}>
      <h2>{strings.describe.notes}</h2>
      {conversations.map(({ picture, notes }) => (
        <section key={picture} className="conversation" aria-label={strings.describe.aboutPicture}>
          {picture !== null && <Thumbnail hash={picture} className="is-history" />}
          <ul>
            {notes.map((note) => (
              <NoteCard key={note.id} note={note} />
            ))}
          </ul>
        </section>
      ))}
      <UnreadableLine kind="notes" unreadable={unreadable} />
    </section>
  );
}
