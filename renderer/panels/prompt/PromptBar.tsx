import { ChevronDown, Eraser, ListPlus, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button, Tooltip, TooltipTrigger } from 'react-aria-components';
import { closedBy, type DrawTask, needsOf } from '../../generation/tasks/tasks.ts';
import { unknownWords } from '../../generation/tasks/vocabulary.ts';
import { CandidateBar } from '../candidate/CandidateBar.tsx';
import { focusCanvas, useCanvasAfter } from '../canvas-focus.ts';
import {
  useApp,
  useCanDraw,
  useCircumstances,
  useDocument,
  useLive,
  useMissing,
  usePrompt,
  useQueue,
  useRun,
  useTask,
  useWords,
} from '../context.ts';
import { FailureLine } from '../controls/FailureLine.tsx';
import { IconButton } from '../controls/IconButton.tsx';
import { useKey } from '../keys.ts';
import { Announcer } from './Announcer.tsx';
import { KeepLive, LiveLine, LiveSwitch } from './LiveParts.tsx';
import { PromptOptions } from './PromptOptions.tsx';
import { PromptText, SUMMARY_ID } from './PromptText.tsx';
import { RunProgress } from './RunProgress.tsx';
import { TaskInputs } from './TaskInputs.tsx';
import { TaskPicker, useReason } from './TaskPicker.tsx';
import { taskIcons } from './task-icons.ts';
import { WaitingForModel } from './WaitingForModel.tsx';

/**
 * The bar for the prompt. During a drawing it shows the progress, and afterwards the decision about the candidates. The
 * words stay in their field above the decision, so that whoever writes the next prompt goes on writing.
 */
export function PromptBar() {
  const strings = useWords();
  const phase = useRun((run) => run.phase);
  const projectId = useDocument(({ document }) => document.projectId);
  // This state survives the candidate bar, so that the options are open again afterwards if they were open before.
  const [open, setOpen] = useState(false);
  const waits = phase === 'candidate';
  useCanvasAfter(phase);
  return (
    <section className="prompt" data-tour="prompt" aria-label={strings.prompt.label}>
      <FailureLine />
      <Asking open={open} setOpen={setOpen} waits={waits} />
      {waits && <CandidateBar key={projectId} />}
      {/* The key differs from that of the bar beside it. If two siblings had one key, React would leave the old one
          in the page. */}
      <Announcer key={`announcer of ${projectId}`} />
    </section>
  );
}

interface AskingProps {
  readonly open: boolean;
  readonly setOpen: (open: boolean) => void;
  /** Whether candidates wait for a decision. Then only the words are asked for. */
  readonly waits: boolean;
}

function Asking({ open, setOpen, waits }: AskingProps) {
  const strings = useWords();
  const task = useTask();
  const phase = useRun((run) => run.phase);
  const queued = useQueue(({ items, paused }) =>
    items.some(({ state }) => state === 'running' || (state === 'waiting' && !paused)),
  );
  const live = useLive((state) => state.phase !== 'off');
  const waitsForModel = usePrompt(({ waiting }) => waiting !== null);
  const runs = phase === 'running' || phase === 'saving';
  const busy = runs || queued;
  return (
    <>
      {open && !waits && <PromptOptions task={task} />}
      {!waits && <TaskInputs />}
      {(!waits || needsOf(task).words) && (
        <div className="prompt-words">
          <PromptText task={task} summarised={!waits} />
          {waits ? <NextButton /> : <LiveSwitch />}
        </div>
      )}
      {!waits && (
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
          {runs ? (
            <RunProgress />
          ) : waitsForModel ? (
            <WaitingForModel />
          ) : live ? (
            <LiveLine id={SUMMARY_ID} />
          ) : (
            <>
              <Summary />
              <KeptSeed />
            </>
          )}
          {/* The button keeps its place, so that the second click of a double click does not press Cancel. */}
          {!live && !runs && task === 'retouch' && <RemoveButton />}
          {live && !runs ? <KeepLive /> : <BeginButton busy={busy} />}
        </div>
      )}
    </>
  );
}

/** Queues the next drawing while candidates wait. Its result waits for their decision. */
function NextButton() {
  const strings = useWords();
  const run = usePrompt((prompt) => prompt.run);
  const ready = useMissing() === null;
  return (
    <IconButton
      icon={ListPlus}
      label={strings.queue.addNext}
      hint="Enter"
      placement="top"
      isDisabled={!ready}
      onPress={() => void run()}
    />
  );
}

/** Shows what prevents the drawing, else which words the model does not know, else a summary of the options. */
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
  // A line that is too long breaks between the parts and never beside a number.
  const words = reason || unknown || parts.map((part) => part.replaceAll(/ (?=×)|(?<=[\d×]) /g, '\u00a0')).join(' · ');
  return (
    <span id={SUMMARY_ID} className={`prompt-summary clip ${reason || unknown ? 'is-hint' : ''}`} title={words}>
      {words}
    </span>
  );
}

/** Shows a seed that is kept for the next drawings. One click on it lets the seed go. */
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

/**
 * A sentence that names the words outside the model's vocabulary; null where there are none, or where no vocabulary is
 * known.
 */
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

/** Draws over the region without words. */
function RemoveButton() {
  const { parts } = useWords();
  const removeObject = usePrompt((prompt) => prompt.removeObject);
  const ready = closedBy('retouch', useCircumstances()) === null;
  const press = () => {
    focusCanvas();
    void removeObject();
  };
  return (
    <TooltipTrigger delay={500} closeDelay={50}>
      <Button className="plain-button" isDisabled={!ready} onPress={press}>
        <Eraser size={16} aria-hidden />
        {parts.remove}
      </Button>
      <Tooltip className="tooltip" placement="top" offset={6}>
        <span className="tooltip-says">{parts.removeSays}</span>
      </Tooltip>
    </TooltipTrigger>
  );
}

/** Milliseconds within which a second press is taken for the second half of a double click. */
const SOON_MS = 500;

/** Draws, or queues the drawing while another one runs. */
function BeginButton({ busy }: { readonly busy: boolean }) {
  const strings = useWords();
  const run = usePrompt((prompt) => prompt.run);
  const task = useTask();
  const ready = useCanDraw();
  const last = useRef(Number.NEGATIVE_INFINITY);
  const button = useRef<HTMLButtonElement>(null);
  // Whoever has pressed something else meanwhile, such as Cancel, means this press.
  useEffect(() => {
    const pressed = ({ target }: PointerEvent) => {
      if (!(target instanceof Node && button.current?.contains(target))) last.current = Number.NEGATIVE_INFINITY;
    };
    window.addEventListener('pointerdown', pressed, { capture: true });
    return () => window.removeEventListener('pointerdown', pressed, { capture: true });
  }, []);
  const key = useKey('generate');
  const Icon = busy ? ListPlus : taskIcons[task];
  const press = () => {
    const now = performance.now();
    const isSecond = now - last.current < SOON_MS;
    last.current = now;
    // The artist goes on at the picture, where Space moves the view and does not press this button again.
    focusCanvas();
    if (!isSecond) void run();
  };
  return (
    <TooltipTrigger delay={500} closeDelay={50} isDisabled={!busy}>
      <Button ref={button} className="main-button begin-button" data-tour="draw" isDisabled={!ready} onPress={press}>
        <Icon size={16} aria-hidden />
        {busy ? strings.queue.add : strings.tasks[task].act}
      </Button>
      <Tooltip className="tooltip" placement="top" offset={6}>
        <span className="tooltip-says">
          {[strings.queue.addSays, ...(key === undefined ? [] : [strings.queue.addFirst({ key })])].join(' ')}
        </span>
      </Tooltip>
    </TooltipTrigger>
  );
}
