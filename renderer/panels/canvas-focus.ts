import { useLayoutEffect, useRef } from 'react';

/** The canvas takes the focus, and with it the keys. */
export function focusCanvas(): void {
  document.querySelector<HTMLElement>('[role=application]')?.focus({ preventScroll: true });
}

/** Nothing has it, or a control that can't be used any more and is about to lose it. */
function isFocusLost(): boolean {
  const { activeElement } = document;
  return activeElement === null || activeElement === document.body || activeElement.matches(':disabled');
}

/**
 * Controls go when a drawing begins, waits or is settled. Where the focus goes with them the canvas
 * takes it: that is where the artist goes on. What else has the focus keeps it.
 */
export function useCanvasAfter(phase: string): void {
  const last = useRef(phase);
  useLayoutEffect(() => {
    if (last.current === phase) return;
    last.current = phase;
    if (isFocusLost()) focusCanvas();
  }, [phase]);
}
