import { type FocusEvent, useEffect, useRef } from 'react';
import { focusCanvas } from '../canvas-focus.ts';
import { useGalleryPage } from '../context.ts';

/**
 * For what lies behind the page of the gallery: it cannot be reached meanwhile, and afterwards the focus is where it was.
 * Spread it onto the element.
 */
export function useBehindPage(): {
  readonly inert: boolean;
  readonly onFocus: (event: FocusEvent<HTMLElement>) => void;
} {
  const inert = useGalleryPage((gallery) => gallery.isShown);
  const last = useRef<HTMLElement | null>(null);
  useEffect(() => {
    if (!inert) return;
    return () => {
      last.current?.focus({ preventScroll: true });
      if (last.current === null || document.activeElement !== last.current) focusCanvas();
    };
  }, [inert]);
  return {
    inert,
    onFocus: ({ currentTarget, target }) => {
      // Dialogs are children too, but lie elsewhere in the document.
      if (currentTarget.contains(target) && target instanceof HTMLElement) last.current = target;
    },
  };
}
