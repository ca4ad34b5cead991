import { useEffect } from 'react';
import { useStudio } from '../context.ts';

/** Keys that only look around. */
const LOOKING = ['Tab', 'Shift', 'Control', 'Alt', 'Meta', 'CapsLock'];
/** Keys of the card's own buttons. */
const OF_BUTTONS = ['Enter', ' '];

/**
 * Lets the tour go as soon as the artist begins to do something: a press or a key outside of its card, a drop, a paste, or
 * a change of the page or of a drawing by any other way. What was begun goes on as if there had been no tour. Escape leaves
 * the tour and does nothing else.
 */
export function useLeaveAtWork(card: { readonly current: HTMLElement | null }, leave: () => void): void {
  const { document: page, run } = useStudio();
  useEffect(() => {
    const listening = new AbortController();
    const options = { capture: true, signal: listening.signal };
    const isOwn = ({ target }: Event) => target instanceof Node && card.current?.contains(target) === true;
    const begun = (event: Event) => {
      if (!isOwn(event)) leave();
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.isComposing && !isOverlaid()) {
        event.preventDefault();
        event.stopImmediatePropagation();
        leave();
        return;
      }
      if (LOOKING.includes(event.key) || (isOwn(event) && OF_BUTTONS.includes(event.key))) return;
      leave();
    };
    window.addEventListener('keydown', onKey, options);
    for (const name of ['pointerdown', 'wheel', 'drop', 'paste'] as const)
      window.addEventListener(name, begun, options);
    const stops = [
      page.subscribe((now, before) => {
        if (now.document.layers !== before.document.layers || now.document.region !== before.document.region) leave();
      }),
      run.subscribe(({ phase }) => {
        if (phase !== 'idle') leave();
      }),
    ];
    return () => {
      listening.abort();
      for (const stop of stops) stop();
    };
  }, [card, leave, page, run]);
}

/** Escape closes a dialog or a menu that is open over the tour. */
function isOverlaid(): boolean {
  return document.querySelector('[role=dialog], [role=alertdialog], [role=menu]') !== null;
}
