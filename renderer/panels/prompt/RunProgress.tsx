import { Button } from 'react-aria-components';
import type { StudioWords } from '../../../preload/words/index.ts';
import type { RunProgress as RunState } from '../../generation/run/run-types.ts';
import { useApp, useQueue, useRun, useWords } from '../context.ts';
import { Progress } from '../controls/Progress.tsx';
import { gigabytes, timeLeft } from '../words.ts';

/** Shows the step, the time left and the button that cancels. */
export function RunProgress() {
  const strings = useWords();
  const phase = useRun((run) => run.phase);
  const progress = useRun((run) => run.progress);
  const task = useRun((run) => run.task ?? 'generate');
  const turn = useRun((run) => run.turn);
  const cancel = useRun((run) => run.cancel);
  const waiting = useQueue(({ items }) => items.filter(({ state }) => state === 'waiting').length);
  const left = timeLeft(strings, progress?.secondsLeft ?? null);
  const elsewhere = useApp((app) => app.drawingElsewhere);
  const waits = progress === null && elsewhere !== null ? strings.prompt.waitsFor({ project: elsewhere }) : null;
  const words = phase === 'saving' ? strings.prompt.saving : (waits ?? progressWords(strings, progress));
  return (
    <div className="progress-row">
      <Progress label={strings.tasks[task].name} progress={progress === null ? null : doneOf(progress)} />
      <span className="progress-words">
        {turn !== null && turn.of > 1 && `${strings.prompt.turn({ number: turn.number, of: turn.of })} · `}
        {words}
        {waiting > 0 && ` · ${strings.queue.waiting({ count: waiting })}`}
        {phase === 'running' && left !== null && ` · ${left}`}
      </span>
      {phase === 'running' && (
        <Button className="plain-button" onPress={cancel}>
          {strings.prompt.cancel}
        </Button>
      )}
    </div>
  );
}

/** Once the last step is done, the bar begins anew with the pixels. */
function doneOf({ step, of, finishing }: RunState): { readonly done: number; readonly of: number } {
  return finishing === null ? { done: step, of } : { done: finishing, of: 1 };
}

function progressWords(words: StudioWords, progress: RunState | null): string {
  if (progress === null) return words.prompt.preparing;
  const { step, of, bytes, finishing, checking } = progress;
  if (finishing !== null) return words.prompt.finishing({ share: finishing });
  if (checking !== null) return words.prompt.checking({ done: checking.done, of: checking.of });
  // Before the first step it shows the memory that the drawing needs, so that the artist can still cancel.
  if (step === 0 && bytes !== null) return words.prompt.needs({ memory: gigabytes(words, bytes) });
  return words.prompt.step({ step, of });
}
