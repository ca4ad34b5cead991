import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import type { Note, NoteVersion } from '../../../preload/contract/records.ts';
import { useDescribe, useWords } from '../context.ts';
import { whenInWords } from '../words.ts';

/** The texts that a note had before. Any of them can be brought back, and the present one then stands among them. */
export function NoteVersions({ note }: { readonly note: Note }) {
  const strings = useWords();
  const versionsOf = useDescribe((state) => state.versionsOf);
  const editNote = useDescribe((state) => state.editNote);
  const [versions, setVersions] = useState<readonly NoteVersion[]>([]);
  useEffect(() => {
    let isShown = true;
    void versionsOf(note.id).then((found) => isShown && setVersions(found));
    return () => {
      isShown = false;
    };
  }, [note.id, versionsOf]);
  const words = strings.describe;
  return (
    <ul className="note-versions" aria-label={words.versions}>
      {versions.map(({ text, writtenAt }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list is read anew when it changes
        <li key={at}>
          <span className="note-when">{whenInWords(strings, writtenAt, Date.now())}</span>
          <p className="selectable">{text}</p>
          <Button className="quiet-button" onPress={() => void editNote(note.id, text)}>
            {words.bringBack}
          </Button>
        </li>
      ))}
    </ul>
  );
}
