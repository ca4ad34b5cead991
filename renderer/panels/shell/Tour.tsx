import { X } from 'lucide-react';
import { type CSSProperties, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { cardPlace } from '../../document/card-place.ts';
import type { Box } from '../../document/layer-bounds.ts';
import { type TourStop, tourStops } from '../../state/window-types.ts';
import { focusCanvas } from '../canvas-focus.ts';
import { useTour, useWords } from '../context.ts';
import { IconButton } from '../controls/IconButton.tsx';
import { useKey } from '../keys.ts';
import { useLeaveAtWork } from './leave-at-work.ts';

/**
 * The tour of one minute. Each stop points at the real thing and takes nothing away: whoever begins to work, works, and
 * the tour is gone.
 */
export function Tour() {
  const stop = useTour((tour) => tour.stop);
  return stop === null ? null : <Stop stop={stop} />;
}

function Stop({ stop }: { readonly stop: TourStop }) {
  const { tour: words } = useWords();
  const { go, leave } = useTour((tour) => tour);
  const card = useRef<HTMLElement>(null);
  const target = useTarget(stop);
  const place = usePlace(card, target, stop);
  useLeaveAtWork(card, leave);
  useFocus(card);
  const key = useKey('find-action');
  const at = tourStops.indexOf(stop);
  const isLast = at === tourStops.length - 1;
  return (
    <>
      {target !== null && <div className="tour-ring" style={ringAround(target)} aria-hidden />}
      <section className="tour-card" ref={card} style={place} aria-label={words.title}>
        <div className="tour-head">
          <span className="tour-count">{words.count({ at: at + 1, of: tourStops.length })}</span>
          <IconButton icon={X} size={16} label={words.leave} hint="Esc" placement="top" onPress={leave} />
        </div>
        <div role="status">
          <h2>{words.stops[stop].title}</h2>
          <p>{words.stops[stop].says}</p>
          {isLast && <p>{[words.again, ...(key === undefined ? [] : [words.find({ key })])].join(' ')}</p>}
        </div>
        <div className="tour-buttons">
          <Button className="plain-button" isDisabled={at === 0} onPress={() => go(-1)}>
            {words.back}
          </Button>
          <Button className="main-button" data-next onPress={() => go(1)}>
            {isLast ? words.done : words.next}
          </Button>
        </div>
      </section>
    </>
  );
}

const RING = 4;

const ringAround = ({ x, y, width, height }: Box): CSSProperties => ({
  left: x - RING,
  top: y - RING,
  width: width + 2 * RING,
  height: height + 2 * RING,
});

/** Where the thing lies that the stop points at; null where it is not in the window. */
function useTarget(stop: TourStop): Box | null {
  const [box, setBox] = useState<Box | null>(null);
  useLayoutEffect(() => {
    const element = document.querySelector(`[data-tour=${stop}]`);
    const measure = () => setBox(element === null ? null : boxOf(element));
    measure();
    // What floats over the canvas moves where anything of the window changes its size.
    const sizes = new ResizeObserver(measure);
    for (const one of [document.body, element, element?.parentElement]) if (one != null) sizes.observe(one);
    return () => sizes.disconnect();
  }, [stop]);
  return box;
}

function boxOf(element: Element): Box {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: left, y: top, width, height };
}

function usePlace(card: { readonly current: HTMLElement | null }, target: Box | null, stop: TourStop): CSSProperties {
  const [place, setPlace] = useState<CSSProperties>({ opacity: 0 });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another stop has other words, and another height
  useLayoutEffect(() => {
    if (card.current === null) return;
    const { offsetWidth: width, offsetHeight: height } = card.current;
    const { innerWidth, innerHeight } = window;
    const { x, y } = cardPlace(target, { width, height }, { width: innerWidth, height: innerHeight });
    setPlace({ left: Math.round(x), top: Math.round(y) });
  }, [card, target, stop]);
  return place;
}

/** The card takes the focus where nothing else has it, and gives it to the canvas when it goes. */
function useFocus(card: { readonly current: HTMLElement | null }): void {
  useEffect(() => {
    const element = card.current;
    if (document.activeElement === null || document.activeElement === document.body) {
      element?.querySelector<HTMLElement>('[data-next]')?.focus();
    }
    let within = false;
    const watch = () => {
      within = element?.contains(document.activeElement) === true;
    };
    watch();
    document.addEventListener('focusin', watch);
    return () => {
      document.removeEventListener('focusin', watch);
      if (within) focusCanvas();
    };
  }, [card]);
}
