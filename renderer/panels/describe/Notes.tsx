import { useEffect, useMemo, useRef } from 'react';
import { useDescribe, useWords } from '../context.ts';
import { Thumbnail } from '../controls/Thumbnail.tsx';
import { UnreadableLine } from '../controls/UnreadableLine.tsx';
import { type Conversation, conversationsOf } from './conversations.ts';
import { NoteCard } from './NoteCard.tsx';

/** All captions and answers of the project, by the pictures that they are about. */
export function Notes() {
  const strings = useWords();
  const notes = useDescribe((state) => state.notes);
  const unreadable = useDescribe((state) => state.unreadable);
  const conversations = useMemo(() => conversationsOf(notes), [notes]);
  const onDelete = useFocusAfterDelete(conversations);
  if (notes.length === 0 && unreadable.length === 0) return null;
  return (
    <section className="notes" aria-label={strings.describe.notes}>
      <h2>{strings.describe.notes}</h2>
      {conversations.map(({ picture, notes }) => (
        <div key={picture} className="conversation">
          {picture !== null && <Thumbnail hash={picture} className="is-history" />}
          <ul aria-label={strings.describe.aboutPicture}>
            {notes.map((note) => (
              <NoteCard key={note.id} note={note} onDelete={() => onDelete(note.id)} />
            ))}
          </ul>
        </div>
      ))}
      <UnreadableLine kind="notes" unreadable={unreadable} />
    </section>
  );
}

/** The focus would be lost with a deleted note. The note after it takes the focus, or the one before, or the question. */
function useFocusAfterDelete(conversations: readonly Conversation[]): (id: string) => void {
  const deleting = useRef<{ readonly id: string; readonly others: readonly string[] } | null>(null);
  const ids = conversations.flatMap(({ notes }) => notes.map(({ id }) => id));
  useEffect(() => {
    if (deleting.current === null || ids.includes(deleting.current.id)) return;
    const { others } = deleting.current;
    deleting.current = null;
    if (document.activeElement !== document.body) return;
    const next = others.find((id) => ids.includes(id));
    const note = next === undefined ? null : document.querySelector<HTMLElement>(`[data-note="${next}"] button`);
    (note ?? document.querySelector<HTMLElement>('.describe-ask input'))?.focus();
  });
  return (id) => {
    const at = ids.indexOf(id);
    deleting.current = { id, others: [...ids.slice(at + 1), ...ids.slice(0, at).reverse()] };
  };
}
