import { Button } from 'react-aria-components';
import type { ModelsNow } from '../../../preload/contract/models.ts';
import type { StudioWords } from '../../../preload/words/index.ts';
import { useModels, useWords } from '../context.ts';
import { Progress } from '../controls/Progress.tsx';
import { PassingSection } from './PassingSection.tsx';
import { workInWords } from './work-in-words.ts';

/** The model that is being added, with how far it is. */
export function AddingLine() {
  const words = useWords().models.adding;
  const adding = useModels((state) => state.now?.adding ?? null);
  const cancel = useModels((state) => state.cancelAdding);
  return adding && <WorkLine title={words.title({ name: adding.name })} work={adding} cancel={cancel} />;
}

/** The model that is on its way to another folder. */
export function MovingLine() {
  const words = useWords().models.moving;
  const moving = useModels((state) => state.now?.moving ?? null);
  const stop = useModels((state) => state.stopMoving);
  return moving && <WorkLine title={words.title({ name: moving.name })} work={moving} cancel={stop} />;
}

interface WorkLineProps {
  readonly title: string;
  readonly work: NonNullable<ModelsNow['adding']>;
  readonly cancel: () => Promise<void>;
}

/** Work that goes on while the page is closed. */
function WorkLine({ title, work: { work, isCancelling }, cancel }: WorkLineProps) {
  const strings = useWords();
  const words = strings.models.adding;
  return (
    <PassingSection aria-label={title}>
      <div className="model-head">
        <h3>{title}</h3>
        <Button className="plain-button" isDisabled={isCancelling} onPress={() => void cancel()}>
          {isCancelling ? words.cancelling : words.cancel}
        </Button>
      </div>
      <Progress label={title} progress={work?.of ? work : null} />
      <p className="model-adding-says">
        {work === null ? words.stages.other : workInWords(strings, stageInWords(strings, work.stage), work)}
      </p>
      <p className="preference-note">{words.goesOn}</p>
    </PassingSection>
  );
}

function stageInWords({ models }: StudioWords, stage: string): string {
  const { stages } = models.adding;
  return Object.hasOwn(stages, stage) ? stages[stage as keyof typeof stages] : stages.other;
}

/** A model that was being added when the studio ended. */
export function Unfinished() {
  const words = useWords().models.unfinished;
  const unfinished = useModels((state) => state.now?.unfinished ?? null);
  const settle = useModels((state) => state.settleUnfinished);
  if (unfinished === null) return null;
  return (
    <PassingSection role="status">
      <p>{words.says({ name: unfinished.name })}</p>
      <div className="button-row">
        <Button className="plain-button" onPress={() => void settle(true)}>
          {words.goOn}
        </Button>
        <Button className="quiet-button" onPress={() => void settle(false)}>
          {words.drop}
        </Button>
      </div>
    </PassingSection>
  );
}
