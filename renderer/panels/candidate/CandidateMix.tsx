import { Blend } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { mixableWith } from '../../generation/candidates/mixing.ts';
import { needsOf } from '../../generation/tasks/tasks.ts';
import { useDocument, usePrompt, useRun, useWords } from '../context.ts';
import { Choice } from '../controls/Choice.tsx';
import { WordsField } from '../controls/Field.tsx';
import { onEnter, useKey } from '../keys.ts';

/** The controls that take a painted part of the picture from another candidate and redraw the border between them. */
export function CandidateMix() {
  const strings = useWords();
  const { mix } = useRun((run) => run);
  const candidate = useRun((run) => run.candidate);
  const candidates = useRun((run) => run.candidates);
  const shown = useRun((run) => run.shown);
  const unsaved = useRun((run) => run.unsaved);
  const painted = useDocument(({ document }) => document.region.length > 0);
  // A mix keeps known cells and fills others among them, so it takes the settings of a retouch.
  const settings = usePrompt((prompt) => prompt.settings.retouch);
  const brush = useKey('tool-brush');
  const [words, setWords] = useState(candidate?.prompt ?? '');
  const [chosen, setChosen] = useState<number | null>(null);
  const places = mixableWith(candidates, shown);
  const place = places.find((each) => each === chosen) ?? places[0];
  if (candidate === null || place === undefined) return null;
  const hasWords = needsOf(candidate.result.task).words;
  const ready = painted && !unsaved && !(hasWords && words.trim() === '');
  const text = strings.candidate;
  const begin = () => void mix(place, words, settings);
  // Without this handler, the window's Enter key would accept the picture.
  const press = onEnter(() => {
    if (ready) begin();
  });
  return (
    <div className="candidate-steps">
      <Choice
        label={text.mixFrom}
        values={places.map((each) => each + 1)}
        chosen={place + 1}
        nameOf={(number) => number}
        onChoose={(number) => setChosen(number - 1)}
      />
      {painted && hasWords ? (
        <WordsField label={text.mixWords} value={words} onChange={setWords} onKeyDown={press} />
      ) : (
        <p className="checks-none">
          {!painted && [text.mixPaint, ...(brush === undefined ? [] : [text.mixBrush({ key: brush })])].join(' ')}
        </p>
      )}
      <Button className="plain-button" isDisabled={!ready} onPress={begin}>
        <Blend size={16} aria-hidden />
        {text.mix}
      </Button>
    </div>
  );
}
