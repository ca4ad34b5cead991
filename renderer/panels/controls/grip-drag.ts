import { type PointerEvent, useEffect, useRef } from 'react';

export interface GripDrag {
  readonly begin: (event: PointerEvent<HTMLElement>) => void;
  readonly move: (event: PointerEvent<HTMLElement>) => void;
  /** Called at the end of every drag, after `cancel` too. */
  readonly end: () => void;
  /** Takes the drag back. */
  readonly cancel: () => void;
}

/** The handlers of an element on the page that is dragged until the button goes up. Escape takes the drag back. */
export function useGripDrag(drag: GripDrag) {
  const latest = useRef(drag);
  latest.current = drag;
  const keys = useRef<AbortController | null>(null);
  const end = () => {
    if (keys.current === null) return;
    keys.current.abort();
    keys.current = null;
    latest.current.end();
  };
  const cancel = () => {
    if (keys.current !== null) latest.current.cancel();
    end();
  };
  const cancelByKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    cancel();
  };
  // A drag ends with the element, for instance where a queued drawing begins in the middle of it.
  useEffect(
    () => () => {
      if (keys.current === null) return;
      keys.current.abort();
      keys.current = null;
      latest.current.end();
    },
    [],
  );
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      keys.current = new AbortController();
      // It comes before the keys of the window, for which Escape means the next step back.
      window.addEventListener('keydown', cancelByKey, { capture: true, signal: keys.current.signal });
      latest.current.begin(event);
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (keys.current !== null) latest.current.move(event);
    },
    onPointerUp: end,
    onPointerCancel: cancel,
    onLostPointerCapture: end,
  };
}
