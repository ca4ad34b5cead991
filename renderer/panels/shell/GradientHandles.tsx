import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import type { GradientFill } from '../../../preload/contract/adjustments.ts';
import {
  chosenGradient,
  type GradientEnd,
  gradientEnds,
  movedEnd,
  refilled,
} from '../../document/adjustment-layers.ts';
import { inEvenDirection } from '../../document/even-direction.ts';
import type { Point } from '../../document/point.ts';
import { toScreen } from '../../document/view-transform.ts';
import { useDocument, useRun, useStudio, useToolbox, useWords } from '../context.ts';
import { useGesture } from '../controls/gesture.ts';
import { useGripDrag } from '../controls/grip-drag.ts';
import { useViewport } from '../view/use-viewport.ts';

/** Both ends of the chosen gradient, which are dragged over the page, or moved by the arrow keys. */
export function GradientHandles() {
  const layer = useDocument((state) => chosenGradient(state));
  const isIdle = useRun((run) => run.phase === 'idle' || run.phase === 'running');
  const isAtHand = useToolbox(({ tool }) => tool === 'move' || tool === 'gradient');
  if (layer === null || !isIdle || !isAtHand) return null;
  return <Handles id={layer.id} fill={layer.fill} />;
}

interface HandlesProps {
  readonly id: string;
  readonly fill: GradientFill;
}

function Handles({ id, fill }: HandlesProps) {
  const view = useViewport();
  const [from, to] = [toScreen(view, fill.from), toScreen(view, fill.to)];
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  return (
    <div className="page-edges" data-testid="gradient-handles">
      <div className="gradient-line" style={{ left: from.x, top: from.y, width: length, rotate: `${angle}rad` }} />
      {gradientEnds.map((end) => (
        <Handle key={end} id={id} fill={fill} end={end} at={end === 'from' ? from : to} />
      ))}
    </div>
  );
}

/** How far an arrow key moves an end, in page pixels, and how many times as far with Shift. */
const [STEP, FAR] = [1, 10];

interface HandleProps extends HandlesProps {
  readonly end: GradientEnd;
  /** In CSS pixels of the canvas. */
  readonly at: Point;
}

function Handle({ id, fill, end, at }: HandleProps) {
  const { adjust: words } = useWords();
  const { canvas, app } = useStudio();
  const change = useDocument((state) => state.change);
  const cancelGesture = useDocument((state) => state.cancelGesture);
  const gesture = useGesture();
  /** From the pointer to the end that it took, in page pixels. */
  const offset = useRef<Point>({ x: 0, y: 0 });
  const other = fill[end === 'from' ? 'to' : 'from'];
  const pageOf = (event: PointerEvent) => canvas.pageFromClient(event.clientX, event.clientY);
  const moveTo = (place: Point) => {
    gesture.begin();
    change((page) => refilled(page, id, movedEnd(fill, end, place)));
  };
  const drag = useGripDrag({
    begin: (event) => {
      const pressed = pageOf(event);
      offset.current = { x: fill[end].x - pressed.x, y: fill[end].y - pressed.y };
    },
    move: (event) => {
      const { x, y } = pageOf(event);
      const place = canvas.snapping.point(
        { x: x + offset.current.x, y: y + offset.current.y },
        event.ctrlKey || event.shiftKey,
      );
      moveTo(event.shiftKey ? inEvenDirection(other, place) : place);
    },
    end: () => {
      canvas.snapping.end();
      gesture.end();
    },
    cancel: cancelGesture,
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const way = ways[event.key];
    if (way === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const by = event.shiftKey ? STEP * FAR : STEP;
    const { x, y } = fill[end];
    const place = { x: x + by * way.x, y: y + by * way.y };
    moveTo(place);
    app.setState({ said: () => words.placeOfEnd({ x: Math.round(place.x), y: Math.round(place.y) }) });
  };
  const colour = fill[end === 'from' ? 'first' : 'second'];
  return (
    <button
      type="button"
      className="gradient-handle"
      data-end={end}
      style={{ left: at.x, top: at.y }}
      title={words.handleHelp}
      aria-label={words.handles[end]}
      aria-description={words.handleHelp}
      {...drag}
      onKeyDown={onKeyDown}
      // All that a held key does is one undo step.
      onKeyUp={gesture.end}
      onBlur={gesture.end}
    >
      <span
        className="gradient-handle-colour"
        style={{ background: `rgb(${colour.red} ${colour.green} ${colour.blue} / ${colour.alpha})` }}
        aria-hidden
      />
    </button>
  );
}

const ways: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};
