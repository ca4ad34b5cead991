import { type RefObject, useEffect, useState } from 'react';
import { useShelf } from '../context.ts';

export interface ShownCard {
  /** Null where the project cannot be read; undefined while that is not known. */
  readonly pictures: number | null | undefined;
  /** The URL of the page in small; null where there is none. */
  readonly url: string | null;
}

const unknown: ShownCard = { pictures: undefined, url: null };

/**
 * Asks what a card shows once its element is in sight, since reading a project takes a moment.
 * @param state asks anew where it changes
 */
export function useCard(of: string, state: unknown, element: RefObject<HTMLElement | null>): ShownCard {
  const getCard = useShelf((shelf) => shelf.getCard);
  const isInSight = useIsInSight(element);
  const [card, setCard] = useState(unknown);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another state is another card
  useEffect(() => {
    if (!isInSight) return;
    const gone = new AbortController();
    let url: string | null = null;
    void getCard(of, gone.signal).then((found) => {
      if (gone.signal.aborted) return;
      const thumbnail = found?.thumbnail ?? null;
      url = thumbnail === null ? null : URL.createObjectURL(new Blob([new Uint8Array(thumbnail)]));
      setCard({ pictures: found?.pictures ?? null, url });
    });
    return () => {
      gone.abort();
      if (url !== null) URL.revokeObjectURL(url);
    };
  }, [of, state, isInSight, getCard]);
  return card;
}

/** True from the first time on that the element is in sight. */
function useIsInSight(element: RefObject<HTMLElement | null>): boolean {
  const [isInSight, setInSight] = useState(false);
  useEffect(() => {
    if (element.current === null) return;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) setInSight(true);
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return isInSight;
}
