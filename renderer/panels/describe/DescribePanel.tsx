import { MessageSquareText, Text } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { MOST_CHARACTERS } from '../../../preload/contract/words.ts';
import { showsPicture } from '../../document/operations.ts';
import { useDescribe, useDocument, useTaskReady, useWords } from '../context.ts';
import { CaptionsLine } from '../controls/CaptionsLine.tsx';
import { WordsLimit } from '../controls/Field.tsx';
import { Teach } from '../controls/Teach.tsx';
import { timeLeft } from '../words.ts';
import { Draft } from './Draft.tsx';
import { Notes } from './Notes.tsx';

/** These questions stay in English, since that is the language of the models. The bundled model can answer each of them. */
const exampleQuestions = ['What is in the picture?', 'What is in the background?', 'Is there a cat?'];

/** The panel for captions of the visible picture and questions about it. */
export function DescribePanel() {
  const strings = useWords();
  const empty = useDescribe(({ draft, notes, phase }) => draft === null && notes.length === 0 && phase === 'idle');
  const words = strings.describe;
  return (
    <div className="describe">
      <CaptionsLine />
      <Asking />
      <Working />
      <Draft />
      <Notes />
      {empty && <Teach icon={MessageSquareText} title={words.emptyTitle} text={words.empty} />}
    </div>
  );
}

function Asking() {
  const strings = useWords();
  const [question, setQuestion] = useState('');
  const { caption, ask } = useDescribe((state) => state);
  const running = useDescribe((state) => state.phase === 'running');
  const hasPicture = useDocument(({ document }) => showsPicture(document));
  const canCaption = useTaskReady('caption');
  const canAsk = useTaskReady('ask');
  const off = running || !hasPicture;
  const words = strings.describe;
  return (
    <div className="describe-ask">
      <Button className="main-button is-block" isDisabled={off || !canCaption} onPress={() => void caption()}>
        <Text size={16} aria-hidden />
        {words.caption}
      </Button>
      <form
        className="ask"
        onSubmit={(event) => {
          event.preventDefault();
          if (!off && canAsk && question.trim() !== '') void ask(question.trim());
        }}
      >
        <input
          className="text-field"
          aria-label={words.question}
          placeholder={words.questionHint}
          maxLength={MOST_CHARACTERS}
          value={question}
          onChange={(event) => setQuestion(event.target.value)}
        />
        <WordsLimit length={question.length} />
        <Button className="plain-button" type="submit" isDisabled={off || !canAsk || question.trim() === ''}>
          {words.ask}
        </Button>
      </form>
      {!hasPicture && <p className="hint">{words.noPicture}</p>}
      {hasPicture && canAsk && (
        <fieldset className="chips" aria-label={words.examples}>
          {exampleQuestions.map((example) => (
            <button
              key={example}
              type="button"
              className="chip"
              disabled={off}
              onClick={() => {
                setQuestion(example);
                void ask(example);
              }}
            >
              {example}
            </button>
          ))}
        </fieldset>
      )}
    </div>
  );
}

function Working() {
  const strings = useWords();
  const running = useDescribe((state) => state.phase === 'running');
  const progress = useDescribe((state) => state.progress);
  const cancel = useDescribe((state) => state.cancel);
  if (!running) return null;
  const left = timeLeft(strings, progress?.secondsLeft ?? null);
  return (
    <div className="describe-working">
      <span className="progress-track">
        <span
          className={`progress-fill ${progress === null ? 'is-waiting' : ''}`}
          style={progress === null ? {} : { width: `${(progress.step / progress.of) * 100}%` }}
        />
      </span>
      <span className="progress-words">
        {progress === null ? strings.describe.working : strings.prompt.step({ step: progress.step, of: progress.of })}
        {left !== null && ` · ${left}`}
      </span>
      <Button className="plain-button" onPress={cancel}>
        {strings.prompt.cancel}
      </Button>
    </div>
  );
}
