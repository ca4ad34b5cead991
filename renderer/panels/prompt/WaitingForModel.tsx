import { Button } from 'react-aria-components';
import { usePrompt, useWords } from '../context.ts';
import { Progress } from '../controls/Progress.tsx';

/** Says that a drawing waits for the model, with the button that takes it back. */
export function WaitingForModel() {
  const { prompt: words } = useWords();
  const stop = usePrompt(({ stopWaiting }) => stopWaiting);
  return (
    <div className="progress-row">
      <Progress label={words.waitsForModel} progress={null} />
      <span className="progress-words" role="status">
        {words.waitsForModel}
      </span>
      <Button className="plain-button" onPress={stop}>
        {words.cancel}
      </Button>
    </div>
  );
}
