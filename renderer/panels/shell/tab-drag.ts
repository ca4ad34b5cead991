import { useEffect, useRef } from 'react';
import type { DockSide, PanelName } from '../../../preload/contract/panel-layout.ts';
import type { PanelPlace, PanelsState } from '../../state/window-types.ts';
import { useStudio } from '../context.ts';

/** How far a press on a tab moves before it drags the tab, in CSS pixels. */
const BEGINS = 6;
/** How far from the edge of the canvas a side without panels takes a tab, in CSS pixels. */
const EDGE = 120;

/**
 * Lets a tab be dragged to another place of its row, or to the other side. Escape puts it back.
 * @returns begins with a press on a tab
 */
export function useTabDrag(): (
  panel: PanelName,
  press: { clientX: number; clientY: number; pointerId: number },
) => void {
  const { panels } = useStudio();
  const ending = useRef<AbortController | null>(null);
  useEffect(() => () => ending.current?.abort(), []);
  return (panel, press) => {
    ending.current?.abort();
    const listening = new AbortController();
    ending.current = listening;
    const { drag } = panels.getState();
    const end = () => {
      listening.abort();
      drag(null);
    };
    listen(listening.signal, press.pointerId, {
      move: (x, y) => {
        const { dragged } = panels.getState();
        const isFar = Math.hypot(x - press.clientX, y - press.clientY) >= BEGINS;
        if (dragged !== null || isFar) drag({ panel, to: placeAt(panel, x, y) });
      },
      drop: () => {
        drop(panels.getState());
        end();
      },
      end,
    });
  };
}

function drop({ dragged, move }: PanelsState): void {
  if (dragged?.to != null) move(dragged.panel, dragged.to.side, dragged.to.index);
}

interface Listeners {
  readonly move: (x: number, y: number) => void;
  readonly drop: () => void;
  readonly end: () => void;
}

function listen(signal: AbortSignal, pointerId: number, { move, drop, end }: Listeners): void {
  const options = { capture: true, signal };
  const own = (run: (event: PointerEvent) => void) => (event: PointerEvent) => {
    if (event.pointerId === pointerId) run(event);
  };
  window.addEventListener(
    'pointermove',
    own(({ clientX, clientY }) => move(clientX, clientY)),
    options,
  );
  window.addEventListener('pointerup', own(drop), options);
  window.addEventListener('pointercancel', own(end), options);
  // The press takes the focus from another element, whose event passes here as well.
  window.addEventListener('blur', ({ target }) => target === window && end(), options);
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopImmediatePropagation();
      end();
    },
    options,
  );
}

/** Where a tab that is dropped there would lie; null where it stays where it is. */
function placeAt(panel: PanelName, x: number, y: number): PanelPlace | null {
  const docks = [...document.querySelectorAll<HTMLElement>('[data-dock]')];
  const dock = docks.find((one) => holds(one.getBoundingClientRect(), x, y));
  if (dock !== undefined) {
    const tabs = [...dock.querySelectorAll<HTMLElement>('[data-panel][role=tab]')];
    const others = tabs.filter((tab) => tab.dataset.panel !== panel).map((tab) => tab.getBoundingClientRect());
    const index = others.filter(({ left, width }) => left + width / 2 < x).length;
    return { side: dock.dataset.dock as DockSide, index };
  }
  const stage = document.querySelector('.stage')?.getBoundingClientRect();
  if (stage === undefined || !holds(stage, x, y)) return null;
  const isFree = (side: DockSide) => docks.every((one) => one.dataset.dock !== side);
  if (isFree('left') && x < stage.left + EDGE) return { side: 'left', index: 0 };
  if (isFree('right') && x > stage.right - EDGE) return { side: 'right', index: 0 };
  return null;
}

const holds = ({ left, top, right, bottom }: DOMRect, x: number, y: number) =>
  x >= left && x <= right && y >= top && y <= bottom;
