import { useEffect, useRef } from 'react';
import type { Orientation } from '../../../preload/contract/guides.ts';
import type { Viewport } from '../../document/canvas-port.ts';
import { rulerMarks } from '../../document/ruler-marks.ts';
import { useApp, useStudio, useView, useViewAngle, useWords } from '../context.ts';

/**
 * The rulers along the upper and the left edge of the canvas, in page pixels. They are for the pointer alone: keys place
 * guides by number, and the status line tells places.
 */
export function Rulers() {
  const shown = useView((view) => view.aids.rulers);
  if (!shown) return null;
  return (
    <>
      <Ruler orientation="horizontal" />
      <Ruler orientation="vertical" />
      <div className="ruler-corner" />
    </>
  );
}

function Ruler({ orientation }: { readonly orientation: Orientation }) {
  const words = useWords().view;
  const { canvas } = useStudio();
  const showGuides = useView((view) => view.showGuides);
  const theme = useApp((app) => app.theme);
  // The page does not run along a ruler then.
  const turned = useViewAngle() !== 0;
  const board = useRef<HTMLCanvasElement>(null);
  const mark = useRef<HTMLDivElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme has other colours
  useEffect(() => {
    const element = board.current;
    return element === null ? undefined : keepDrawn(element, orientation, canvas.viewport);
  }, [canvas, orientation, theme]);

  useEffect(
    () =>
      canvas.onPlace((pointer) => {
        if (mark.current === null) return;
        mark.current.hidden = pointer === null || turned;
        if (pointer === null) return;
        const { x, y } = pointer.screen;
        mark.current.style.transform = orientation === 'horizontal' ? `translateX(${x}px)` : `translateY(${y}px)`;
      }),
    [canvas, orientation, turned],
  );

  return (
    <div
      className={`ruler is-${orientation}`}
      aria-hidden
      title={turned ? words.rulersTurned : words.rulers}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.preventDefault();
        canvas.pullGuide(orientation, event.pointerId);
      }}
      onDoubleClick={() => showGuides(true)}
    >
      <canvas ref={board} />
      <div ref={mark} className="ruler-mark" hidden />
    </div>
  );
}

interface Followed {
  get(): Viewport;
  subscribe(listener: (viewport: Viewport) => void): () => void;
}

/** Draws the ruler whenever the view, its own size or the theme changes, at most once a frame. The result ends it. */
function keepDrawn(element: HTMLCanvasElement, orientation: Orientation, viewport: Followed): () => void {
  let request: number | null = null;
  const changed = () => {
    request ??= requestAnimationFrame(() => {
      request = null;
      draw(element, orientation, viewport.get());
    });
  };
  const sizes = new ResizeObserver(changed);
  sizes.observe(element);
  const themes = new MutationObserver(changed);
  themes.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  const stop = viewport.subscribe(changed);
  changed();
  return () => {
    stop();
    sizes.disconnect();
    themes.disconnect();
    if (request !== null) cancelAnimationFrame(request);
  };
}

/** Lengths of the marks and the place of the numbers, in CSS pixels. */
const LENGTHS = { long: 20, middle: 8, short: 5 } as const;
const FONT = '10px system-ui, sans-serif';

function draw(element: HTMLCanvasElement, orientation: Orientation, { zoom, x, y, angle }: Viewport): void {
  const context = element.getContext('2d');
  const { clientWidth: width, clientHeight: height } = element;
  if (context === null || width === 0 || height === 0) return;
  const ratio = window.devicePixelRatio;
  element.width = Math.round(width * ratio);
  element.height = Math.round(height * ratio);
  if (angle !== 0) return;
  const style = getComputedStyle(element);
  const isAcross = orientation === 'horizontal';
  const [start, length, thickness] = isAcross ? [x, width, height] : [y, height, width];
  context.scale(ratio, ratio);
  context.fillStyle = style.color;
  context.font = FONT;
  context.textBaseline = 'top';
  for (const mark of rulerMarks(-start / zoom, (length - start) / zoom, zoom)) {
    const at = Math.round((start + mark.at * zoom) * ratio) / ratio;
    const reach = Math.min(LENGTHS[mark.length], thickness);
    if (isAcross) context.fillRect(at, thickness - reach, 1 / ratio, reach);
    else context.fillRect(thickness - reach, at, reach, 1 / ratio);
    if (mark.length === 'long') write(context, String(mark.at), at, isAcross);
  }
}

/** Numbers of the left ruler stand on their side, read from below. */
function write(context: CanvasRenderingContext2D, text: string, at: number, isAcross: boolean): void {
  context.save();
  context.translate(isAcross ? at + 3 : 2, isAcross ? 2 : at - 3);
  if (!isAcross) context.rotate(-Math.PI / 2);
  context.fillText(text, 0, 0);
  context.restore();
}
