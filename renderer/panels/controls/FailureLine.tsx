import { TriangleAlert } from 'lucide-react';
import { Button } from 'react-aria-components';
import { sentenceOf } from '../../../preload/words/sentence.ts';
import { usePrompt, useSession, useWords } from '../context.ts';

/** The sentence of what failed last. */
export function FailureLine() {
  const strings = useWords();
  const failure = useSession((session) => session.failure);
  const unsaved = useSession((session) => session.unsaved);
  const idle = useSession((session) => session.phase === 'idle');
  const retry = useSession((session) => session.retry);
  const dismiss = useSession((session) => session.dismiss);
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
    </div>
  );
}
