import { Brush, ChevronDown, Sparkles } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { strings } from '../theme/strings.ts';
import { Announcer } from './Announcer.tsx';
import { CandidateBar } from './CandidateBar.tsx';
import { useDocument, usePrompt, useSession, useTaskReady } from './context.ts';
import { FailureLine } from './FailureLine.tsx';
import { PromptOptions } from './PromptOptions.tsx';
import { RunProgress } from './RunProgress.tsx';

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
  const phase = useSession((session) => session.phase);
  const busy = phase === 'running' || phase === 'saving';
  const retouch = useDocument(({ document }) => document.mask.length > 0);
  return (
    <>
      {open && !busy && <PromptOptions retouch={retouch} />}
      <PromptText retouch={retouch} />
      {busy ? (
        <RunProgress />
      ) : (
        <div className="prompt-row">
          <Button
            className={`quiet-button ${open ? 'is-open' : ''}`}
            aria-expanded={open}
            onPress={() => setOpen(!open)}
          >
            {strings.prompt.options}
            <ChevronDown size={14} aria-hidden />
          </Button>
          <Summary retouch={retouch} />
          <DrawButton retouch={retouch} />
        </div>
      )}
    </>
  );
}

function PromptText({ retouch }: { readonly retouch: boolean }) {
  const text = usePrompt((prompt) => prompt.text);
  const setText = usePrompt((prompt) => prompt.setText);
  const run = usePrompt((prompt) => prompt.run);
  const ready = useReady(retouch);
  const field = useRef<HTMLTextAreaElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the field grows with its text
  useEffect(() => {
    const element = field.current;
    if (element === null) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  }, [text]);
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    // With Ctrl it is the window's own key, which would draw a second time.
    if (event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (ready && text.trim() !== '') void run();
  };
  return (
    <textarea
      ref={field}
      className="prompt-text"
      rows={1}
      maxLength={4000}
      aria-label={strings.prompt.label}
      placeholder={retouch ? strings.prompt.retouchHint : strings.prompt.drawHint}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={press}
    />
  );
}

/** What the options say, without opening them. */
function Summary({ retouch }: { readonly retouch: boolean }) {
  const { width, height } = usePrompt((prompt) => prompt.size);
  const steps = usePrompt((prompt) => prompt.settings[retouch ? 'retouch' : 'generate'].steps);
  const seed = usePrompt((prompt) => (prompt.keepSeed ? prompt.seed : null));
  const parts = [
    ...(retouch ? [] : [`${width} × ${height}`]),
    `${steps} ${steps === 1 ? 'step' : 'steps'}`,
    ...(seed === null ? [] : [`seed ${seed}`]),
  ];
  return <span className="prompt-summary clip">{parts.join(' · ')}</span>;
}

function DrawButton({ retouch }: { readonly retouch: boolean }) {
  const run = usePrompt((prompt) => prompt.run);
  const blank = usePrompt((prompt) => prompt.text.trim() === '');
  const ready = useReady(retouch);
  const Icon = retouch ? Brush : Sparkles;
  return (
    <Button className="main-button" isDisabled={blank || !ready} onPress={() => void run()}>
      <Icon size={16} aria-hidden />
      {retouch ? strings.prompt.retouch : strings.prompt.draw}
    </Button>
  );
}

function useReady(retouch: boolean): boolean {
  const loaded = useTaskReady(retouch ? 'retouch' : 'generate');
  const idle = useSession((session) => session.phase === 'idle');
  return loaded && idle;
}
