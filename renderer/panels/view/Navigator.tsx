import { ChevronDown, ChevronRight } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useRef, useSyncExternalStore } from 'react';
import { Button } from 'react-aria-components';
import type { ViewportPort } from '../../document/viewport-port.ts';
import { useDocument, useStudio, useView, useWords } from '../context.ts';
import { percent } from '../words.ts';

/** The largest sides of the overview, in CSS pixels. */
const WIDEST = 240;
const HIGHEST = 132;
/** Milliseconds after the last change of the page until the overview is drawn, so that painting never waits for it. */
const PAUSE_MS = 300;
/** The share of the view by which an arrow key moves it. */
const STEP = 0.1;

/** A small picture of the page, in which a frame shows the part in sight. The frame is dragged to move the view. */
export function Navigator() {
  const words = useWords().view.navigator;
  const shown = useView((view) => view.aids.navigator);
  const switchAid = useView((view) => view.switchAid);
  const Chevron = shown ? ChevronDown : ChevronRight;
  return (
    <section className="navigator" aria-label={words.title}>
      <Button className="navigator-head" aria-expanded={shown} onPress={() => switchAid('navigator')}>
        <Chevron size={14} aria-hidden />
        {words.title}
      </Button>
      {shown && (
        <div className="navigator-body">
          <Overview />
          <ZoomSlider />
        </div>
      )}
    </section>
  );
}

function Overview() {
  const words = useWords().view.navigator;
  const { canvas } = useStudio();
  const page = useDocument(({ document }) => document);
  const scale = Math.min(WIDEST / page.width, HIGHEST / page.height);
  const size = { width: Math.max(1, page.width * scale), height: Math.max(1, page.height * scale) };
  const board = useRef<HTMLCanvasElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  useDrawnOverview(board);
  useFollowedFrame(frame, page, scale);

  const centreAt = (event: PointerEvent<HTMLDivElement>) => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    canvas.viewport.centreOn({ x: (event.clientX - left) / scale, y: (event.clientY - top) / scale });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = arrows[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const { x, y, width, height } = canvas.viewport.sight();
    canvas.viewport.centreOn({ x: x + width * (0.5 + by[0] * STEP), y: y + height * (0.5 + by[1] * STEP) });
  };
  return (
    <div
      className="navigator-page"
      style={size}
      role="img"
      aria-label={`${words.overview}. ${words.says}`}
      title={words.says}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move the view
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        centreAt(event);
      }}
      onPointerMove={(event) => event.buttons === 1 && centreAt(event)}
    >
      <canvas ref={board} />
      <div ref={frame} className="navigator-frame" />
    </div>
  );
}

const arrows: Readonly<Record<string, readonly [across: number, down: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Draws the page when it has not changed for a moment. */
function useDrawnOverview(board: RefObject<HTMLCanvasElement | null>): void {
  const { canvas, document } = useStudio();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const draw = () => {
      const picture = canvas.overview(Math.round(WIDEST * window.devicePixelRatio));
      const element = board.current;
      if (picture === null || element === null) return;
      element.width = picture.width;
      element.height = picture.height;
      // The canvas takes the picture over, and frees it with itself.
      element.getContext('bitmaprenderer')?.transferFromImageBitmap(picture);
    };
    const changed = () => {
      clearTimeout(timer);
      timer = setTimeout(draw, PAUSE_MS);
    };
    const stops = [
      canvas.onLook(changed),
      document.subscribe((now, before) => {
        const [a, b] = [now.document, before.document];
        if (a.width !== b.width || a.height !== b.height || a.paper !== b.paper) changed();
      }),
    ];
    draw();
    return () => {
      clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, [canvas, document, board]);
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Places the frame past React whenever the view moves. It ends at the overview's edges. */
function useFollowedFrame(frame: RefObject<HTMLDivElement | null>, page: Size, scale: number): void {
  const { canvas } = useStudio();
  useEffect(() => {
    const place = () => {
      const element = frame.current;
      if (element === null) return;
      const { angle } = canvas.viewport.get();
      if (angle !== 0) {
        Object.assign(element.style, turnedFrame(canvas.viewport, scale));
        return;
      }
      element.style.rotate = '';
      const { x, y, width, height } = canvas.viewport.sight();
      const [left, top] = [Math.max(0, x), Math.max(0, y)];
      const [right, bottom] = [Math.min(page.width, x + width), Math.min(page.height, y + height)];
      Object.assign(element.style, {
        left: `${left * scale}px`,
        top: `${top * scale}px`,
        width: `${Math.max(2, (right - left) * scale)}px`,
        height: `${Math.max(2, (bottom - top) * scale)}px`,
      });
    };
    place();
    return canvas.viewport.subscribe(place);
  }, [canvas, frame, page.width, page.height, scale]);
}

/** The frame of a turned view lies slanted, and the overview cuts it off at its edges. */
function turnedFrame(viewport: ViewportPort, scale: number): Partial<CSSStyleDeclaration> {
  const { x, y, width, height } = viewport.sight();
  const extent = viewport.extent();
  return {
    left: `${(x + (width - extent.width) / 2) * scale}px`,
    top: `${(y + (height - extent.height) / 2) * scale}px`,
    width: `${extent.width * scale}px`,
    height: `${extent.height * scale}px`,
    rotate: `${-viewport.get().angle}deg`,
  };
}

/** The slider goes by powers of two, so that every doubling is as far. */
function ZoomSlider() {
  const strings = useWords();
  const { viewport } = useStudio().canvas;
  const zoom = useSyncExternalStore(
    (changed) => viewport.subscribe(changed),
    () => viewport.get().zoom,
  );
  const { least, most } = viewport.limits;
  const text = percent(strings, zoom);
  return (
    <label className="navigator-zoom">
      <span className="visually-hidden">{strings.view.navigator.zoom}</span>
      <input
        type="range"
        min={Math.floor(Math.log2(least) * 100) / 100}
        max={Math.log2(most)}
        step={0.01}
        value={Math.log2(zoom)}
        aria-valuetext={text}
        onChange={(event) => viewport.zoomTo(2 ** Number(event.target.value))}
      />
      <span aria-hidden>{text}</span>
    </label>
  );
}
