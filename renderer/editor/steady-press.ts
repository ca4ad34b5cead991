/** Milliseconds. A press within this time of another one in the same place is the second half of a double click. */
const SOON_MS = 400;
/** Two presses within this many CSS pixels are in the same place. */
const NEAR = 6;
const CONTROLS = 'button, a, input, textarea, [role=button], [role=row], [role=tab], [role=option], [role=menuitem]';
/**
 * Controls that another of their kind replaces at once, such as a notice, or Accept where more results wait. The value
 * names the kind. Each quick press on them counts.
 */
const SUCCESSIVE = '[data-successive]';
const PRESS = ['pointerdown', 'pointerup', 'mousedown', 'mouseup', 'click', 'dblclick'] as const;

/**
 * Swallows the second press of a double click where it falls on another control, which the first press has brought under
 * the pointer. A double click on Accept thus starts no further drawing, and one on a layer's bin deletes one layer. A
 * swallowed press does not count as a first one, so a person who goes on clicking is heard again.
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
  if (!control.matches(SUCCESSIVE) || !before?.matches(SUCCESSIVE)) return false;
  return control.getAttribute('data-successive') === before.getAttribute('data-successive');
}
