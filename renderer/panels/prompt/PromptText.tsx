import { type KeyboardEvent, useEffect, useRef } from 'react';
import { type DrawTask, needsOf } from '../../generation/tasks/tasks.ts';
import { markAsSent } from '../canvas-focus.ts';
import { useCanDraw, useLive, usePrompt, useWords } from '../context.ts';

/** The id of the element that says what prevents the drawing, or which words the model does not know. */
export const SUMMARY_ID = 'prompt-summary';

/** The field for the prompt, and whether a summary is shown beside it. A task that takes no words shows a sentence instead. */
export function PromptText({ task, summarised }: { readonly task: DrawTask; readonly summarised: boolean }) {
  const strings = useWords();
  const { hint, says } = strings.tasks[task];
  if (needsOf(task).words) return <PromptField hint={hint} summarised={summarised} />;
  return <p className="prompt-says">{strings.task.saysAlone({ says })}</p>;
}

function PromptField({ hint, summarised }: { readonly hint: string; readonly summarised: boolean }) {
  const strings = useWords();
  const text = usePrompt((prompt) => prompt.text);
  const setText = usePrompt((prompt) => prompt.setText);
  const run = usePrompt((prompt) => prompt.run);
  const keep = useLive((state) => state.keep);
  const live = useLive((state) => state.phase !== 'off');
  const ready = useCanDraw();
  const field = useRef<HTMLTextAreaElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the field grows with its text
  useEffect(() => {
    const element = field.current;
    if (element === null) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  }, [text]);
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    // Ctrl+Enter belongs to the window, which puts the drawing before all that wait.
    if (event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    // A key that is held down draws once.
    if (event.repeat) return;
    markAsSent(event.currentTarget, true);
    if (live) void keep();
    else if (ready) void run();
  };
  return (
    <textarea
      ref={field}
      className="prompt-text"
      rows={1}
      aria-label={strings.prompt.label}
      aria-describedby={summarised ? SUMMARY_ID : undefined}
      placeholder={hint}
      value={text}
      onChange={(event) => {
        markAsSent(event.target, false);
        setText(event.target.value);
      }}
      onKeyDown={press}
    />
  );
}
