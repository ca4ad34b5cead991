import { TriangleAlert } from 'lucide-react';
import { Button } from 'react-aria-components';
import { sentenceOf } from '../../../preload/words/sentence.ts';
import { usePrompt, useRun, useWords } from '../context.ts';
import { MemoryChoices } from './MemoryChoices.tsx';

/** Shows the message of the last failure. */
export function FailureLine() {
  const strings = useWords();
  const failure = useRun((run) => run.failure);
  const unsaved = useRun((run) => run.unsaved);
  const idle = useRun((run) => run.phase === 'idle');
  const retry = useRun((run) => run.retry);
  const dismiss = useRun((run) => run.dismiss);
  const run = usePrompt((prompt) => prompt.run);
  if (failure === null) return null;
  return (
    <div className="failure" role="alert">
      <TriangleAlert size={16} aria-hidden />
      <p className="selectable">{sentenceOf(strings, failure)}</p>
      {(unsaved || (failure.retryable && idle)) && (
        <Button className="plain-button" onPress={() => void (unsaved ? retry() : run())}>
          {strings.prompt.retry}
        </Button>
      )}
      <Button className="quiet-button" onPress={dismiss}>
        {strings.prompt.dismiss}
      </Button>
      <MemoryChoices failure={failure} />
    </div>
  );
}
