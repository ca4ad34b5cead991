import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { needsOf } from '../generation/tasks.ts';
import { strings } from '../theme/strings.ts';
import { inputStrings, taskStrings } from '../theme/task-strings.ts';
import { Announcer } from './Announcer.tsx';
import { CandidateBar } from './CandidateBar.tsx';
import { useMissing, usePrompt, useSession, useTask } from './context.ts';
import { FailureLine } from './FailureLine.tsx';
import { PromptOptions } from './PromptOptions.tsx';
import { PromptText } from './PromptText.tsx';
import { ReferenceSlot } from './ReferenceSlot.tsx';
import { RunProgress } from './RunProgress.tsx';
import { TaskInputs } from './TaskInputs.tsx';
import { TaskPicker, taskIcons, useReason } from './TaskPicker.tsx';

/** Words in, a picture out; while that goes on, how far it is; afterwards, whether to keep it. */
export function PromptBar() {
  const phase = useSession((session) => session.phase);
  return (
    <section className="prompt" aria-label={strings.prompt.label}>
      <FailureLine />
      {phase === 'candidate' ? <CandidateBar /> : <Asking />}
      <Announcer />
    </section>
  );
}

function Asking() {
  const [open, setOpen] = useState(false);
  const task = useTask();
  const phase = useSession((session) => session.phase);
  const busy = phase === 'running' || phase === 'saving';
  const { slot } = needsOf(task);
  return (
    <>
      {open && !busy && <PromptOptions task={task} />}
      {!busy && <TaskInputs />}
      <div className="prompt-words">
        {slot !== null && !busy && <ReferenceSlot label={slotLabels[task] ?? taskStrings[task].name} />}
        <PromptText task={task} />
      </div>
      {busy ? (
        <RunProgress />
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
          <BeginButton />
        </div>
      )}
    </>
  );
}

const slotLabels: { readonly [task in keyof typeof taskStrings]?: string } = inputStrings.slot;

/** What stands in the way, or what the options say without opening them. */
function Summary() {
  const task = useTask();
  const reason = useReason(useMissing());
  const { width, height } = usePrompt((prompt) => prompt.size);
  const steps = usePrompt((prompt) => prompt.settings[task].steps);
  const count = usePrompt((prompt) => prompt.count);
  const seed = usePrompt((prompt) => (prompt.keepSeed ? prompt.seed : null));
  const parts = [
    ...(needsOf(task).size ? [`${width} × ${height}`] : []),
    `${steps} ${steps === 1 ? 'step' : 'steps'}`,
    ...(count === 1 ? [] : [`${count} pictures`]),
    ...(seed === null ? [] : [`seed ${seed}`]),
  ];
  const words = reason || parts.join(' · ');
  return (
    <span className="prompt-summary clip" title={words}>
      {words}
    </span>
  );
}

function BeginButton() {
  const run = usePrompt((prompt) => prompt.run);
  const task = useTask();
  const ready = useMissing() === null;
  const idle = useSession((session) => session.phase === 'idle');
  const Icon = taskIcons[task];
  return (
    <Button className="main-button" isDisabled={!ready || !idle} onPress={() => void run()}>
      <Icon size={16} aria-hidden />
      {taskStrings[task].act}
    </Button>
  );
}
