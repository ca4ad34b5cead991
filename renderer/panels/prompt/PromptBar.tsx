import { ChevronDown, X } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { type DrawTask, needsOf } from '../../generation/tasks/tasks.ts';
import { unknownWords } from '../../generation/tasks/vocabulary.ts';
import { CandidateBar } from '../candidate/CandidateBar.tsx';
import { useCanvasAfter } from '../canvas-focus.ts';
import { useApp, useDocument, useMissing, usePrompt, useRun, useTask, useWords } from '../context.ts';
import { FailureLine } from '../controls/FailureLine.tsx';
import { Announcer } from './Announcer.tsx';
import { PromptOptions } from './PromptOptions.tsx';
import { PromptText, SUMMARY_ID } from './PromptText.tsx';
import { RunProgress } from './RunProgress.tsx';
import { TaskInputs } from './TaskInputs.tsx';
import { TaskPicker, useReason } from './TaskPicker.tsx';
import { taskIcons } from './task-icons.ts';

/** Words in, a picture out; while that goes on, how far it is; afterwards, whether to keep it. */
export function PromptBar() {
  const strings = useWords();
  const phase = useRun((run) => run.phase);
  const projectId = useDocument(({ document }) => document.projectId);
  // Kept over a candidate: the options are as they were left.
  const [open, setOpen] = useState(false);
  useCanvasAfter(phase);
  return (
    <section className="prompt" aria-label={strings.prompt.label}>
      <FailureLine />
      {phase === 'candidate' ? <CandidateBar key={projectId} /> : <Asking open={open} setOpen={setOpen} />}
      {/* Another key than that of the bar beside it: two siblings of one key leave the old one standing. */}
      <Announcer key={`announcer of ${projectId}`} />
    </section>
  );
}

interface OptionsState {
  readonly open: boolean;
  readonly setOpen: (open: boolean) => void;
}

function Asking({ open, setOpen }: OptionsState) {
  const strings = useWords();
  const task = useTask();
  const phase = useRun((run) => run.phase);
  const busy = phase === 'running' || phase === 'saving';
  return (
    <>
      {open && !busy && <PromptOptions task={task} />}
      {!busy && <TaskInputs />}
      <PromptText task={task} />
      {busy ? (
        <div className="progress-row">
          <RunProgress />
          {/* It keeps its place: what stops a drawing does not come where a double click would press it. */}
          <BeginButton />
        </div>
      ) : (
        <div className="prompt-row">
          <TaskPicker />
          <Button
            className={`quiet-button ${open ? 'is-open' : ''}`}
            aria-expanded={open}
            onPress={() => setOpen(!open)}
          >
            {strings.prompt.options}
            <ChevronDown size={14} aria-hidden />
          </Button>
          <Summary />
          <KeptSeed />
          <BeginButton />
        </div>
      )}
    </>
  );
}

/** What stands in the way, what the model cannot know of the words, or what the options say without opening them. */
function Summary() {
  const strings = useWords();
  const task = useTask();
  const unknown = useUnknownWords(task);
  const reason = useReason(useMissing());
  const { width, height } = usePrompt((prompt) => prompt.size);
  const steps = usePrompt((prompt) => prompt.settings[task].steps);
  const count = usePrompt((prompt) => prompt.count);
  const parts = [
    ...(needsOf(task).size ? [strings.prompt.pictureSize({ size: `${width} × ${height}` })] : []),
    strings.prompt.stepCount({ steps }),
    ...(count === 1 ? [] : [strings.prompt.pictureCount({ pictures: count })]),
  ];
  // Where a line is too short for all, it breaks between them, and never beside a number.
  const words = reason || unknown || parts.map((part) => part.replaceAll(/ (?=×)|(?<=[\d×]) /g, '\u00a0')).join(' · ');
  return (
    <span id={SUMMARY_ID} className={`prompt-summary clip ${reason || unknown ? 'is-hint' : ''}`} title={words}>
      {words}
    </span>
  );
}

/** A seed that the next drawings begin from again: it stands where it cannot be overlooked, and goes with one click. */
function KeptSeed() {
  const strings = useWords();
  const seed = usePrompt((prompt) => (prompt.keepSeed ? prompt.seed : null));
  const setKeepSeed = usePrompt((prompt) => prompt.setKeepSeed);
  if (seed === null) return null;
  return (
    <Button
      className="quiet-button kept-seed"
      aria-label={strings.prompt.letSeedGo({ seed })}
      onPress={() => setKeepSeed(false)}
    >
      {strings.prompt.keptSeed({ seed })}
      <X size={14} aria-hidden />
    </Button>
  );
}

/** In a sentence, where the model says which words it was trained on; null where it knows all. */
function useUnknownWords(task: DrawTask): string | null {
  const strings = useWords();
  const manifest = useApp((app) => app.engine?.manifest);
  const text = usePrompt((prompt) => prompt.text);
  if (manifest?.vocabulary === undefined || !needsOf(task).words) return null;
  const unknown = unknownWords(text, manifest.vocabulary);
  if (unknown.length === 0) return null;
  const words = unknown.slice(0, 3).join(', ');
  const more = unknown.length - 3;
  const model = manifest.name;
  return more > 0 ? strings.prompt.unknownAndMore({ model, words, more }) : strings.prompt.unknown({ model, words });
}

function BeginButton() {
  const strings = useWords();
  const run = usePrompt((prompt) => prompt.run);
  const task = useTask();
  const ready = useMissing() === null;
  const idle = useRun((run) => run.phase === 'idle');
  const Icon = taskIcons[task];
  return (
    <Button className="main-button begin-button" isDisabled={!ready || !idle} onPress={() => void run()}>
      <Icon size={16} aria-hidden />
      {strings.tasks[task].act}
    </Button>
  );
}
