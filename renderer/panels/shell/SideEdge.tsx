import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { flushSync } from 'react-dom';
import { type DockSide, LEAST_WIDTH, MOST_WIDTH } from '../../../preload/contract/panel-layout.ts';
import { usePanels, useWords } from '../context.ts';

/** How far an arrow key moves the edge, in CSS pixels. */
const STEP = 16;

/** The edge between the panels and the canvas, which is dragged to make the panels wider or narrower. */
export function SideEdge({ side }: { readonly side: DockSide }) {
  const { panel: words } = useWords();
  const width = usePanels((panels) => panels.layout.widths[side]);
  const { preview, resize } = usePanels((panels) => panels);
  const edge = useRef<HTMLDivElement>(null);
  /** Where the drag began, the width that the panels had, and the one that is kept. */
  const held = useRef<{ readonly x: number; readonly width: number; readonly kept: number | null } | null>(null);
  const shown = () => edge.current?.parentElement?.offsetWidth ?? LEAST_WIDTH;
  /** Towards the canvas. */
  const outwards = side === 'left' ? 1 : -1;
  const begin = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    held.current = { x: event.clientX, width: shown(), kept: width };
  };
  const move = ({ clientX }: PointerEvent) => {
    if (held.current !== null) preview(side, held.current.width + outwards * (clientX - held.current.x));
  };
  const end = () => {
    if (held.current === null) return;
    const { width: before, kept } = held.current;
    held.current = null;
    // A narrow window may have no room for another width. A wider one has room for the width that was kept.
    resize(side, shown() === before ? kept : shown());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowRight' ? STEP : event.key === 'ArrowLeft' ? -STEP : null;
    const limit = limits[event.key];
    if (by === null && limit === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (limit !== undefined) resize(side, limit);
    else if (by !== null) step(outwards * by);
  };
  const step = (by: number) => {
    const before = shown();
    flushSync(() => preview(side, before + by));
    // As at the end of a drag: where nothing has moved, the width that was kept stays.
    resize(side, shown() === before ? width : before + by);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a line that can be moved is no rule between paragraphs
    <div
      ref={edge}
      className="side-edge"
      role="separator"
      aria-orientation="vertical"
      aria-label={words.width}
      aria-valuemin={LEAST_WIDTH}
      aria-valuemax={MOST_WIDTH}
      aria-valuenow={width ?? 320}
      title={words.widthHelp}
      tabIndex={0}
      onPointerDown={begin}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={end}
      onDoubleClick={() => resize(side, null)}
      onKeyDown={onKeyDown}
    />
  );
}

const limits: Readonly<Record<string, number>> = { Home: LEAST_WIDTH, End: MOST_WIDTH };
