import type { Overlay } from './overlay.ts';

/** Milliseconds from the end of a gesture until the earlier picture is shown again, where no newer one has come. */
const BACK_MS = 500;

/**
 * Hides the live picture while the pointer is down, so that the artist sees what is painted.
 * @returns ends it
 */
export function hideLiveWhilePressed(element: HTMLElement, overlay: Overlay): () => void {
  const listening = new AbortController();
  const options = { capture: true, signal: listening.signal };
  let timer: ReturnType<typeof setTimeout> | undefined;
  element.addEventListener(
    'pointerdown',
    () => {
      clearTimeout(timer);
      if (overlay.showsLivePicture) overlay.hideLivePicture(true);
    },
    options,
  );
  const back = () => {
    clearTimeout(timer);
    timer = setTimeout(() => overlay.hideLivePicture(false), BACK_MS);
  };
  window.addEventListener('pointerup', back, options);
  window.addEventListener('pointercancel', back, options);
  return () => {
    listening.abort();
    clearTimeout(timer);
  };
}
