import { useEffect, useMemo, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { useDescribe, useWords } from '../context.ts';
import { Thumbnail } from '../controls/Thumbnail.tsx';
import { UnreadableLine } from '../controls/UnreadableLine.tsx';
import { type Conversation, conversationsOf, firstOf } from './conversations.ts';
import { NoteCard } from './NoteCard.tsx';

/** So many notes are shown at first, and with each step. Each has several buttons, and hundreds would take seconds. */
const SOME = 30;

/** All captions and answers of the project, by the pictures that they are about. */
export function Notes() {
  const strings = useWords();
  const notes = useDescribe((state) => state.notes);
  const unreadable = useDescribe((state) => state.unreadable);
  const [count, setCount] = useState(SOME);
  const conversations = useMemo(() => firstOf(conversationsOf(notes), count), [notes, count]);
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
      {notes.length > count && <More count={count} onShow={() => setCount(count + SOME)} />}
      <UnreadableLine kind="notes" unreadable={unreadable} />
    </section>
  );
}

/** Shows further notes as soon as it comes into sight, or where it is pressed. */
function More({ count, onShow }: { readonly count: number; readonly onShow: () => void }) {
  const { describe: words } = useWords();
  const button = useRef<HTMLButtonElement>(null);
  const show = useRef(onShow);
  show.current = onShow;
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each step it is looked at anew, as it may still be in sight.
  useEffect(() => {
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) show.current();
    });
    if (button.current !== null) observer.observe(button.current);
    return () => observer.disconnect();
  }, [count]);
  return (
    <Button ref={button} className="quiet-button" onPress={onShow}>
      {words.more}
    </Button>
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
