import { type FormEvent, useState } from 'react';
import { Button, Label, TextArea, TextField } from 'react-aria-components';
import { MOST_QUESTIONS } from '../../../preload/contract/gallery-page.ts';
import type { ListedGeneration } from '../../../preload/contract/records.ts';
import { MOST_CHARACTERS } from '../../../preload/contract/words.ts';
import { questionsOf } from '../../generation/tasks/caption-wishes.ts';
import { useCaptions, useGalleryPage, useTaskReady, useWords } from '../context.ts';
import { Tick } from '../controls/Tick.tsx';
import { TitledDialog } from '../controls/TitledDialog.tsx';

/** Asks what is written about the chosen pictures. */
export function CaptionPictures() {
  const words = useWords().captions;
  const { captioned, askCaption } = useGalleryPage((gallery) => gallery);
  if (captioned === null) return null;
  return (
    <TitledDialog title={words.title({ count: captioned.length })} close={words.close} onClose={() => askCaption(null)}>
      <Asked pictures={captioned} />
    </TitledDialog>
  );
}

function Asked({ pictures }: { readonly pictures: readonly ListedGeneration[] }) {
  const words = useWords().captions;
  const { askCaption, questions: text, setQuestions } = useGalleryPage((gallery) => gallery);
  const { countOf, begin } = useCaptions((captions) => captions);
  const [caption, setCaption] = useState(true);
  const [again, setAgain] = useState(false);
  const canCaption = useTaskReady('caption');
  const canAsk = useTaskReady('ask');
  const questions = questionsOf(text);
  const isTooMuch = questions.length > MOST_QUESTIONS || questions.some(({ length }) => length > MOST_CHARACTERS);
  const wish = {
    pictures: pictures.map(({ picture }) => picture),
    caption,
    questions: isTooMuch ? [] : questions,
    again,
  };
  const count = countOf(wish);
  const isMissing = (caption && !canCaption) || (questions.length > 0 && !canAsk);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!isMissing && !isTooMuch && count > 0 && (await begin(wish))) askCaption(null);
  };
  const says = isMissing
    ? words.noModel
    : isTooMuch
      ? words.tooMany({ most: MOST_QUESTIONS, characters: MOST_CHARACTERS })
      : caption || questions.length > 0
        ? words.count({ count })
        : '';
  return (
    <form className="caption-pictures" onSubmit={(event) => void submit(event)}>
      <Tick isSelected={caption} onChange={setCaption}>
        {words.caption}
      </Tick>
      <TextField className="words-field" value={text} onChange={setQuestions}>
        <Label>{words.questions}</Label>
        <TextArea className="text-field" rows={4} placeholder={words.questionsHint} />
      </TextField>
      <Tick isSelected={again} onChange={setAgain}>
        {words.again}
      </Tick>
      <p className="hint">{words.help}</p>
      <div className="caption-act">
        <p role="status">{says}</p>
        <Button className="main-button" type="submit" isDisabled={isMissing || isTooMuch || count === 0}>
          {words.act}
        </Button>
      </div>
    </form>
  );
}
