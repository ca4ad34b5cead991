/** Milliseconds. A press so soon after another in the same place is the second half of a double click. */
const SOON_MS = 400;
/** CSS pixels. */
const NEAR = 6;
const CONTROLS = 'button, a, input, textarea, [role=button], [role=row], [role=tab], [role=option], [role=menuitem]';
/** Marks controls that are replaced by another of their kind, where several quick presses mean several of them. */
const SUCCESSIVE = '[data-successive]';
const PRESS = ['pointerdown', 'pointerup', 'mousedown', 'mouseup', 'click', 'dblclick'] as const;

/**
 * What a first press has brought under the pointer does not take the second: a double click on Accept
 * draws no further picture, and one on the bin of a layer deletes one layer. A press that is not taken
 * does not count as a first one, so that somebody who goes on clicking is heard again.
 */
export function watchPresses(): () => void {
  const listening = new AbortController();
  let last: { readonly at: number; readonly x: number; readonly y: number; readonly control: Element | null } | null =
    null;
  let swallows = false;
  const onPress = (event: MouseEvent) => {
    if (event.type === 'pointerdown') {
      const control = event.target instanceof Element ? event.target.closest(CONTROLS) : null;
      const { timeStamp: at, clientX: x, clientY: y } = event;
      const again = last !== null && at - last.at < SOON_MS && Math.hypot(x - last.x, y - last.y) < NEAR;
      swallows = again && control !== null && control !== last?.control && !areSuccessive(control, last?.control);
      if (!swallows) last = { at, x, y, control };
    }
    if (!swallows) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  for (const type of PRESS) window.addEventListener(type, onPress, { capture: true, signal: listening.signal });
  return () => listening.abort();
}

function areSuccessive(control: Element, before: Element | null | undefined): boolean {
  return control.matches(SUCCESSIVE) && before?.matches(SUCCESSIVE) === true;
}
