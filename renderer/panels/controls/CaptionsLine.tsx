import { Button } from 'react-aria-components';
import { useApp, useCaptions, useWords } from '../context.ts';
import { timeLeft } from '../words.ts';
import { Progress } from './Progress.tsx';

/** How far the captions of many pictures are, and the buttons that hold them, go on with them and cancel them. */
export function CaptionsLine() {
  const strings = useWords();
  const { phase, done, of, failed, secondsLeft, projectId, projectName } = useCaptions((captions) => captions);
  const isShown = useApp((app) => app.project?.id === projectId);
  if (phase === 'none') return null;
  const words = strings.captions;
  const number = Math.min(done + 1, of);
  const says = words.states[phase]({ number, done, of, failed, count: of - done - failed });
  const text = isShown ? says : words.inProject({ text: says, project: projectName });
  const left = phase === 'running' ? timeLeft(strings, secondsLeft) : null;
  return (
    <section className="captions-line" aria-label={words.label}>
      <Progress className="captions-progress" label={words.label} progress={{ done, of }} />
      <p className="captions-says">
        <span role="status">{text}</span>
        {left !== null && <span className="captions-left"> · {left}</span>}
      </p>
      <Buttons />
    </section>
  );
}

/** The buttons stay in their places, so that a second press never meets another one. */
function Buttons() {
  const { captions: words } = useWords();
  const { phase, pause, goOn, retry, cancel } = useCaptions((captions) => captions);
  const isHeld = phase === 'paused' || phase === 'left';
  const act = phase === 'failed' ? () => void retry() : isHeld ? goOn : pause;
  return (
    <div className="button-row">
      <Button className="quiet-button" onPress={act}>
        {phase === 'failed' ? words.retry : isHeld ? words.goOn : words.pause}
      </Button>
      <Button className="quiet-button" onPress={() => void cancel()}>
        {words.cancel}
      </Button>
    </div>
  );
}
