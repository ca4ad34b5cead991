import { Check, ChevronLeft, ChevronRight, Eye, LayoutGrid, RotateCcw, X } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { usePrompt, useRun, useStudio, useWords } from '../context.ts';
import { IconButton } from '../controls/IconButton.tsx';
import { KeyHint } from '../controls/KeyHint.tsx';
import { useKey } from '../keys.ts';
import { CandidateChecks } from './CandidateChecks.tsx';
import { CandidateMix } from './CandidateMix.tsx';
import { CandidateSheet } from './CandidateSheet.tsx';
import { CandidateSteps } from './CandidateSteps.tsx';
import { CandidateTools, type Drawer } from './CandidateTools.tsx';

/** The bar over finished pictures that wait for a decision: the artist compares them and keeps one or none. */
export function CandidateBar() {
  const strings = useWords();
  const task = useRun((run) => run.task ?? 'generate');
  const prompt = useRun((run) => run.candidate?.prompt ?? '');
  const unsaved = useRun((run) => run.unsaved);
  const mapped = useRun((run) => run.confidenceShown && run.candidate?.trace != null);
  const [sheetShown, setSheetShown] = useState(false);
  const several = useRun((run) => run.candidates.length > 1);
  const [drawer, setDrawer] = useState<Drawer | null>(null);
  const showSteps = useRun((run) => run.showSteps);
  const toggle = (other: Drawer) => {
    if (drawer === 'steps') showSteps(null);
    setDrawer(drawer === other ? null : other);
  };
  const words = strings.candidate;
  return (
    <div className="candidate" data-keys="canvas">
      {/* The drawer opens above the head, so that the button that opens it stays under the pointer. */}
      {drawer === 'steps' && <CandidateSteps />}
      {drawer === 'checks' && <CandidateChecks />}
      {drawer === 'mix' && <CandidateMix />}
      <div className="candidate-head">
        <div className="candidate-words">
          <h2>{strings.tasks[task].keep}</h2>
          <Later />
          {mapped ? <Legend /> : <p className="clip">{unsaved ? words.unsaved : prompt}</p>}
        </div>
        <CandidateTools open={drawer} onToggle={toggle} />
        {several && (
          <IconButton
            icon={LayoutGrid}
            label={strings.series.sheet}
            placement="top"
            onPress={() => setSheetShown(true)}
          />
        )}
        <Flip />
      </div>
      {sheetShown && <CandidateSheet onClose={() => setSheetShown(false)} />}
      <Decisions />
    </div>
  );
}

/** How many results wait for their decision after these. */
function Later() {
  const strings = useWords();
  const count = useRun((run) => run.later);
  return count > 0 ? <output className="candidate-later">{strings.candidate.later({ count })}</output> : null;
}

/** The buttons that go through the candidates. After the last one comes the first. */
function Flip() {
  const strings = useWords();
  const place = useRun((run) => run.shown + 1);
  const count = useRun((run) => run.candidates.length);
  const flip = useRun((run) => run.flip);
  const words = strings.candidate;
  const previous = useKey('previous-candidate');
  const next = useKey('next-candidate');
  if (count < 2) return null;
  return (
    <div className="candidate-flip">
      <IconButton icon={ChevronLeft} label={words.previous} hint={previous} placement="top" onPress={() => flip(-1)} />
      <output>{words.place({ place, count })}</output>
      <IconButton icon={ChevronRight} label={words.next} hint={next} placement="top" onPress={() => flip(1)} />
    </div>
  );
}

/** The legend takes the prompt's place, so that the bar does not grow. */
function Legend() {
  const strings = useWords();
  const words = strings.candidate;
  return (
    <p className="legend">
      <span className="legend-title">{words.legend}</span>
      {words.unsure}
      <span className="legend-scale" aria-hidden />
      {words.sure}
    </p>
  );
}

function Decisions() {
  const strings = useWords();
  const { accept, drop } = useRun((run) => run);
  const several = useRun((run) => run.candidates.length > 1);
  const runAgain = usePrompt((state) => state.runAgain);
  const removeObject = usePrompt((state) => state.removeObject);
  const { canvas, run } = useStudio();
  const again = async () => {
    const { task, prompt } = run.getState();
    await drop();
    if (run.getState().phase === 'idle') await (task === 'retouch' && prompt === '' ? removeObject() : runAgain());
  };
  const words = strings.candidate;
  return (
    <div className="candidate-buttons">
      <Button
        className="quiet-button"
        onPressStart={() => canvas.hideCandidate(true)}
        onPressEnd={() => canvas.hideCandidate(false)}
      >
        <Eye size={16} aria-hidden />
        {words.compare}
        <KeyHint action="compare" />
      </Button>
      <span className="spacer" />
      <Button className="plain-button" onPress={() => void again()}>
        <RotateCcw size={16} aria-hidden />
        {words.again}
      </Button>
      <Button className="plain-button" data-successive="discard" onPress={() => void drop()}>
        <X size={16} aria-hidden />
        {several ? words.discardAll : words.discard}
        <kbd>Esc</kbd>
      </Button>
      <Button className="main-button" data-successive="accept" onPress={() => void accept()}>
        <Check size={16} aria-hidden />
        {words.accept}
        <KeyHint action="accept" />
      </Button>
    </div>
  );
}
