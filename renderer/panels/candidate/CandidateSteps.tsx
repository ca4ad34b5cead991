import { Split } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { stepsOf } from '../../generation/run/draw-trace.ts';
import { needsOf } from '../../generation/tasks/tasks.ts';
import { useRun, useWords } from '../context.ts';
import { ValueSlider, WordsField } from '../controls/Field.tsx';
import { onEnter } from '../keys.ts';

/** The controls that show a picture as it was after any of its steps and draw on from there. */
export function CandidateSteps() {
  const strings = useWords();
  const candidate = useRun((run) => run.candidate);
  const shown = useRun((run) => run.stepsShown);
  const { showSteps, branch } = useRun((run) => run);
  const canBranch = useRun((run) => run.canBranch && !run.unsaved);
  const [words, setWords] = useState(candidate?.prompt ?? '');
  if (!candidate?.trace) return null;
  const all = stepsOf(candidate.trace);
  const hasWords = needsOf(candidate.result.task).words;
  const ready = canBranch && shown !== null && !(hasWords && words.trim() === '');
  const text = strings.candidate;
  // Without this handler, the window's Enter key would accept the picture.
  const press = onEnter(() => {
    if (ready) void branch(words);
  });
  return (
    <div className="candidate-steps">
      <ValueSlider
        label={text.stepsShown}
        value={shown ?? all}
        least={0}
        most={all}
        step={1}
        format={(step) => (step >= all ? text.stepsAll : text.stepsOf({ step, of: all }))}
        onChange={(step) => showSteps(step)}
      />
      {hasWords ? (
        <WordsField label={text.branchWords} value={words} onChange={setWords} onKeyDown={press} />
      ) : (
        <span />
      )}
      <Button className="plain-button" isDisabled={!ready} onPress={() => void branch(words)}>
        <Split size={16} aria-hidden />
        {text.branch}
      </Button>
    </div>
  );
}
