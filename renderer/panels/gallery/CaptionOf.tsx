import { Check } from 'lucide-react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import type { ListedGeneration, Note } from '../../../preload/contract/records.ts';
import { countWords } from '../../document/caption-filters.ts';
import { useDescribe, useWords } from '../context.ts';
import { titleOf } from '../words.ts';
import { SaidAbout } from './SaidAbout.tsx';

interface CaptionOfProps {
  readonly generation: ListedGeneration;
  /** Undefined where the picture has none. */
  readonly caption: Note | undefined;
  /** Gets what accepts the caption. It answers whether that is on disk. */
  readonly acceptor: RefObject<() => Promise<boolean>>;
  readonly onAccept: () => void;
}

/** The caption of one picture, which is saved while it is typed, and the answers about it. */
export function CaptionOf({ generation, caption, acceptor, onAccept }: CaptionOfProps) {
  const strings = useWords();
  const words = strings.captions.review;
  const { typeNote, keepTyped, newCaption, acceptNote } = useDescribe((describe) => describe);
  const [text, setText] = useState(caption?.text ?? '');
  const note = useRef(caption ?? newCaption(generation.picture));
  if (caption !== undefined) note.current = caption;
  useFollowing(caption, setText);
  const { id } = note.current;
  acceptor.current = async () => {
    if (!(await keepTyped(id))) return false;
    // Where there is no caption, there is nothing to accept.
    return text.trim() === '' || acceptNote(id, true);
  };
  // The typing ends with the view of the picture.
  useEffect(() => () => void keepTyped(id), [id, keepTyped]);
  const marks = [
    words.words({ count: countWords(text) }),
    ...(caption !== undefined && caption.editedAt !== null ? [words.byHand] : []),
    ...(caption?.acceptedAt === undefined ? [] : [words.accepted]),
  ];
  return (
    <div className="caption-of">
      <p className="caption-prompt clip" title={titleOf(strings, generation)}>
        {titleOf(strings, generation)}
      </p>
      <textarea
        className="text-field"
        aria-label={words.caption}
        placeholder={words.hint}
        rows={8}
        maxLength={20_000}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          typeNote(note.current, event.target.value);
        }}
      />
      <p className="hint" role="status">
        {text.trim() === '' && caption !== undefined ? strings.describe.blank : marks.join(' · ')}
      </p>
      <Button className="main-button is-block" onPress={onAccept}>
        <Check size={16} aria-hidden />
        {words.accept}
        <kbd>{words.acceptKey}</kbd>
      </Button>
      <SaidAbout picture={generation.picture} task="ask" />
      <p className="hint">{words.keys}</p>
    </div>
  );
}

/** The field follows a caption that is written or changed elsewhere. */
function useFollowing(caption: Note | undefined, setText: (text: string) => void): void {
  const known = useRef(caption?.text);
  useEffect(() => {
    const { activeElement } = document;
    if (caption === undefined || caption.text === known.current) return;
    known.current = caption.text;
    // What is being typed here comes back as it was saved, maybe after the next letter.
    if (activeElement?.tagName !== 'TEXTAREA') setText(caption.text);
  }, [caption, setText]);
}
