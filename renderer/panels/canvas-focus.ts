import { useLayoutEffect, useRef } from 'react';

/** Moves the keyboard focus to the canvas. */
export function focusCanvas(): void {
  document.querySelector<HTMLElement>('[role=application]')?.focus({ preventScroll: true });
}

/** Moves the keyboard focus to the field for the prompt. */
export function focusPrompt(): void {
  document.querySelector<HTMLElement>('.prompt-text')?.focus({ preventScroll: true });
}

/** True where no element has the focus, or where a disabled control has it and is about to lose it. */
function isFocusLost(): boolean {
  const { activeElement } = document;
  return activeElement === null || activeElement === document.body || activeElement.matches(':disabled');
}

/**
 * Controls disappear when a drawing begins, waits or is settled. If the focus goes with them, the canvas takes it,
 * because the artist goes on there. Any other element keeps the focus.
 */
export function useCanvasAfter(phase: string): void {
  const last = useRef(phase);
  useLayoutEffect(() => {
    if (last.current === phase) return;
    last.current = phase;
    if (isFocusLost()) focusCanvas();
  }, [phase]);
}
