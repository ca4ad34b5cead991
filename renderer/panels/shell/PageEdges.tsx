import { type CSSProperties, type PointerEvent, useRef } from 'react';
import type { Frame } from '../../../preload/contract/pictures.ts';
import type { Sides } from '../../../preload/contract/task-inputs.ts';
import { draggedSides, type PageGrip, pageGrips, type SidesDrag } from '../../document/dragged-sides.ts';
import { grownSize } from '../../document/operations.ts';
import type { Point } from '../../document/point.ts';
import { resizeCursor } from '../../document/resize-cursor.ts';
import type { Viewport } from '../../document/viewport-port.ts';
import { MOST_ADDED, sideNames } from '../../generation/tasks/tasks.ts';
import { focusCanvas } from '../canvas-focus.ts';
import { useApp, useDocument, usePrompt, useRun, useStudio, useTask, useToolbox, useWords } from '../context.ts';
import { useGripDrag } from '../controls/grip-drag.ts';
import { useViewport } from '../view/use-viewport.ts';

/**
 * The edges of the page, which the artist drags outwards to extend it. They are for the pointer alone: the number fields
 * of the prompt bar do the same by keys.
 */
export function PageEdges() {
  const task = useTask();
  const idle = useRun((run) => run.phase === 'idle');
  const manifest = useApp((app) => app.engine?.manifest);
  if (task !== 'extend' || !idle || manifest === undefined) return null;
  return <Edges step={manifest.codec.patchSize} />;
}

function Edges({ step }: { readonly step: number }) {
  const sides = usePrompt((prompt) => prompt.choices.sides);
  const width = useDocument(({ document }) => document.width);
  const height = useDocument(({ document }) => document.height);
  const view = useViewport();
  // The box of the crop tool is dragged from the same places.
  const cropped = useToolbox(({ tool }) => tool === 'crop');
  const page = { width, height };
  const box = uprightBox({ x: -sides.left, y: -sides.top, ...grownSize(page, sides) }, view);
  const inner = uprightBox({ x: 0, y: 0, ...page }, view);
  return (
    <div className="page-edges" aria-hidden data-testid="page-edges">
      <div className="page-edges-turned" style={turnOf(view)}>
        <div className="page-edges-frame" style={placed(box)} />
        {(cropped ? [] : pageGrips).map((grip) => (
          <Grip
            key={`${grip.across} ${grip.down}`}
            grip={grip}
            box={box}
            angle={view.angle}
            drag={{ page, sides, grip, step }}
          />
        ))}
        <Amounts sides={sides} takesDrags={!cropped} page={page} box={box} inner={inner} />
      </div>
    </div>
  );
}

interface GripProps {
  readonly grip: PageGrip;
  /** The page with its new sides, in CSS pixels of the canvas. */
  readonly box: Frame;
  /** How far the view is turned, in degrees. */
  readonly angle: number;
  readonly drag: Omit<SidesDrag, 'most'>;
}

function Grip({ grip, box, angle, drag }: GripProps) {
  const { canvas, prompt, page } = useStudio();
  const held = useRef<{ readonly drag: SidesDrag; readonly from: Point } | null>(null);
  const at = (event: PointerEvent) => canvas.pageFromClient(event.clientX, event.clientY);
  const setSides = (sides: Sides) => prompt.getState().setChoices({ sides });
  const handlers = useGripDrag({
    begin: (event) => {
      event.preventDefault();
      focusCanvas();
      canvas.viewport.hold(true);
      held.current = { drag: { ...drag, most: MOST_ADDED }, from: at(event) };
    },
    move: (event) => {
      if (held.current === null) return;
      const { from } = held.current;
      const to = at(event);
      const sides = draggedSides(held.current.drag, { x: to.x - from.x, y: to.y - from.y }, event.altKey);
      if (sideNames.some((side) => sides[side] !== prompt.getState().choices.sides[side])) setSides(sides);
    },
    end: () => {
      if (held.current !== null) page.getState().borderChanged(held.current.drag.sides);
      held.current = null;
      canvas.viewport.hold(false);
    },
    cancel: () => held.current !== null && setSides(held.current.drag.sides),
  });
  return (
    <div
      className={`page-grip ${grip.across !== 0 && grip.down !== 0 ? 'is-corner' : 'is-edge'}`}
      data-grip={`${grip.across} ${grip.down}`}
      style={placeOfGrip(box, grip, angle)}
      {...handlers}
    />
  );
}

interface AmountsProps {
  readonly sides: Sides;
  readonly page: { readonly width: number; readonly height: number };
  readonly box: Frame;
  readonly inner: Frame;
  readonly takesDrags: boolean;
}

/** How many pixels each side adds, in the middle of its strip, and the size that the page will have. */
function Amounts({ sides, page, box, inner, takesDrags }: AmountsProps) {
  const strings = useWords();
  const added = sideNames.filter((side) => sides[side] > 0);
  if (added.length === 0 && !takesDrags) return null;
  if (added.length === 0) return <Chip x={box.x + box.width / 2} y={box.y + 20} text={strings.inputs.dragEdges} />;
  const [midX, midY] = [inner.x + inner.width / 2, inner.y + inner.height / 2];
  const places: Readonly<Record<keyof Sides, Point>> = {
    left: { x: (box.x + inner.x) / 2, y: midY },
    right: { x: (box.x + box.width + inner.x + inner.width) / 2, y: midY },
    top: { x: midX, y: (box.y + inner.y) / 2 },
    bottom: { x: midX, y: (box.y + box.height + inner.y + inner.height) / 2 },
  };
  return (
    <>
      {added.map((side) => (
        <Chip key={side} {...places[side]} text={strings.inputs.addedPixels({ pixels: sides[side] })} />
      ))}
      <Chip x={midX} y={inner.y + inner.height - 20} text={strings.inputs.newSize(grownSize(page, sides))} />
    </>
  );
}

function Chip({ x, y, text }: Point & { readonly text: string }) {
  return (
    <span className="page-amount" style={{ left: x, top: y }}>
      {text}
    </span>
  );
}

/** How far a grip reaches across the edge, in CSS pixels. */
const REACH = 7;

function placeOfGrip({ x, y, width, height }: Frame, { across, down }: PageGrip, angle: number): CSSProperties {
  const side = 2 * REACH;
  return {
    left: across < 0 ? x - REACH : across > 0 ? x + width - REACH : x + REACH,
    top: down < 0 ? y - REACH : down > 0 ? y + height - REACH : y + REACH,
    width: across === 0 ? Math.max(0, width - side) : side,
    height: down === 0 ? Math.max(0, height - side) : side,
    cursor: resizeCursor((Math.atan2(down, across) * 180) / Math.PI + angle),
  };
}

const placed = ({ x, y, width, height }: Frame): CSSProperties => ({ left: x, top: y, width, height });

/** Turns the edges about the page's corner, as the canvas turns the page. Numbers stay upright. */
function turnOf({ x, y, angle }: Viewport): CSSProperties {
  if (angle === 0) return {};
  return { rotate: `${angle}deg`, transformOrigin: `${x}px ${y}px`, '--upright': `${-angle}deg` } as CSSProperties;
}

/** A frame of the page in CSS pixels of the canvas, before the view is turned. */
function uprightBox(frame: Frame, { zoom, x, y }: Viewport): Frame {
  return { x: x + frame.x * zoom, y: y + frame.y * zoom, width: frame.width * zoom, height: frame.height * zoom };
}
