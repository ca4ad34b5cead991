import { Button } from 'react-aria-components';
import type { ModelWork } from '../../../preload/contract/models.ts';
import type { StudioWords } from '../../../preload/words/index.ts';
import { useModels, useWords } from '../context.ts';
import { Progress } from '../controls/Progress.tsx';
import { fileSize, timeLeft } from '../words.ts';

/** The model that is being added, with how far it is. */
export function AddingLine() {
  const strings = useWords();
  const words = strings.models.adding;
  const adding = useModels((state) => state.now?.adding ?? null);
  const cancel = useModels((state) => state.cancelAdding);
  if (adding === null) return null;
  const title = words.title({ name: adding.name });
  return (
    <section className="model-adding" aria-label={title}>
      <div className="model-head">
        <h3>{title}</h3>
        <Button className="plain-button" isDisabled={adding.isCancelling} onPress={() => void cancel()}>
          {adding.isCancelling ? words.cancelling : words.cancel}
        </Button>
      </div>
      <Progress label={title} progress={adding.work?.of ? adding.work : null} />
      <p className="model-adding-says">
        {adding.work === null ? words.stages.other : workInWords(strings, adding.work)}
      </p>
      <p className="preference-note">{words.goesOn}</p>
    </section>
  );
}

/** 'Converting the weights · 1.2 GB of 8.1 GB · 62 MB a second · about 3 minutes left'. */
function workInWords(strings: StudioWords, { stage, done, of, bytesPerSecond }: ModelWork): string {
  const words = strings.models.adding;
  const name = Object.hasOwn(words.stages, stage)
    ? words.stages[stage as keyof typeof words.stages]
    : words.stages.other;
  const left = bytesPerSecond === null ? null : timeLeft(strings, (of - done) / bytesPerSecond);
  return [
    name,
    ...(of === 0 ? [] : [words.progress({ done: fileSize(strings, done), of: fileSize(strings, of) })]),
    ...(bytesPerSecond === null ? [] : [words.rate({ rate: fileSize(strings, bytesPerSecond) })]),
    ...(left === null ? [] : [left]),
  ].join(' · ');
}

/** A model that was being added when the studio ended. */
export function Unfinished() {
  const words = useWords().models.unfinished;
  const unfinished = useModels((state) => state.now?.unfinished ?? null);
  const settle = useModels((state) => state.settleUnfinished);
  if (unfinished === null) return null;
  return (
    <section className="model-adding" role="status">
      <p>{words.says({ name: unfinished.name })}</p>
      <div className="button-row">
        <Button className="plain-button" onPress={() => void settle(true)}>
          {words.goOn}
        </Button>
        <Button className="quiet-button" onPress={() => void settle(false)}>
          {words.drop}
        </Button>
      </div>
    </section>
  );
}
