import type { Insets } from './viewport.ts';

/** Calls `changed` whenever one of the elements has another size. The result ends it. */
export function followSize(elements: readonly Element[], changed: () => void): () => void {
  const observer = new ResizeObserver(changed);
  for (const element of elements) observer.observe(element);
  return () => observer.disconnect();
}

/**
 * Calls `changed` whenever the window has come to a screen of another density. The window keeps its size in CSS pixels
 * then, so no resize event is sent. The result ends it.
 */
export function followDensity(changed: () => void): () => void {
  const listening = new AbortController();
  const listen = () => {
    const query = window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
    const moved = () => {
      changed();
      listen();
    };
    query.addEventListener('change', moved, { once: true, signal: listening.signal });
  };
  listen();
  return () => listening.abort();
}

/** The element's padding is the space that floating elements take. A fitted page keeps clear of it. */
export function paddingOf(element: Element): Insets {
  const style = getComputedStyle(element);
  const pixels = (value: string) => Number.parseFloat(value) || 0;
  return {
    top: pixels(style.paddingTop),
    right: pixels(style.paddingRight),
    bottom: pixels(style.paddingBottom),
    left: pixels(style.paddingLeft),
  };
}
