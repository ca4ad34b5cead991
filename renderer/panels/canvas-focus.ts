import { useLayoutEffect, useRef } from 'react';

/** Moves the keyboard focus to the canvas. */
export function focusCanvas(): void {
  document.querySelector<HTMLElement>('[role=application]')?.focus({ preventScroll: true });
}

/** Moves the keyboard focus to the field for the prompt. */
export function focusPrompt(): void {
  document.querySelector<HTMLElement>('.prompt-text')?.focus({ preventScroll: true });
}

/** Replaces the words of the prompt, and moves the keyboard focus to them. Does nothing where the task takes no words. */
export function typeIntoPrompt(words: string): void {
  const field = document.querySelector<HTMLTextAreaElement>('.prompt-text');
  if (field === null) return;
  field.focus({ preventScroll: true });
  field.select();
  // As if they were typed, so that Ctrl+Z in the field brings back the words that stood there.
  document.execCommand('insertText', false, words);
}

/** Moves the keyboard focus to the field for the name of a thing that is to be marked. */
export function focusThingWords(): void {
  document.querySelector<HTMLElement>('.thing-words input')?.focus({ preventScroll: true });
}

/** Says of the field for the prompt whether its words have been sent since they were last changed. */
export function markAsSent(field: HTMLElement, sent: boolean): void {
  field.toggleAttribute('data-sent', sent);
}

/** Whoever has sent the words looks at the picture next. Whoever writes goes on writing. */
function isDoneWriting(): boolean {
  return document.activeElement?.matches('.prompt-text[data-sent]') === true;
}

/** True where no element has the focus, or where a disabled control has it and is about to lose it. */
function isFocusLost(): boolean {
  const { activeElement } = document;
  return activeElement === null || activeElement === document.body || activeElement.matches(':disabled');
}

/**
 * Controls disappear when a drawing begins, waits or is settled. If the focus goes with them, the canvas takes it,
 * because the artist goes on there. It also takes the focus from words that were sent once their picture waits, so that
 * Enter accepts it. Any other element keeps the focus.
 */
export function useCanvasAfter(phase: string): void {
  const last = useRef(phase);
  useLayoutEffect(() => {
    if (last.current === phase) return;
    last.current = phase;
    if (isFocusLost() || (phase === 'candidate' && isDoneWriting())) focusCanvas();
  }, [phase]);
}
