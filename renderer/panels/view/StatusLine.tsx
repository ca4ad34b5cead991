import { MessageSquareText } from 'lucide-react';
import { type RefObject, useEffect, useRef, useSyncExternalStore } from 'react';
import { Button } from 'react-aria-components';
import type { PlacedPointer } from '../../document/canvas-port.ts';
import type { Box } from '../../document/layer-bounds.ts';
import type { Colour } from '../../document/paint.ts';
import { useCaptions, useDocument, useQueue, useStudio, useToolbox, useViewAngle, useWords } from '../context.ts';
import { percent } from '../words.ts';
import { ViewMenu } from './ViewMenu.tsx';

/** Milliseconds after the last change of the region until its size is told, so that painting never waits for it. */
const PAUSE_MS = 250;

/** What stands between the parts of a hint. Parts that do not fit into the line are left out whole. */
const BETWEEN = ' · ';

/**
 * The line under the canvas: zoom, size of the page, place and colour under the pointer, size of what is dragged or of the
 * region, and what held keys do with the tool. It has the same height and the same places at all times.
 */
export function StatusLine() {
  const words = useWords().statusBar;
  const { width, height } = useDocument(({ document }) => document);
  const tool = useToolbox((toolbox) => toolbox.tool);
  const place = useRef<HTMLSpanElement>(null);
  const size = useRef<HTMLSpanElement>(null);
  const swatch = useRef<HTMLSpanElement>(null);
  const colour = useRef<HTMLSpanElement>(null);
  useFollowedPointer({ place, swatch, colour });
  useFollowedSize(size);
  const straightens = useToolbox(({ options }) => options.straightens);
  const hint = tool === 'crop' && straightens ? words.straightening : words.hints[tool];
  return (
    <section className="status-bar" aria-label={words.label}>
      <Zoom />
      <Turn />
      <span className="status-cell is-page" title={words.page}>
        {words.size({ width: String(width), height: String(height) })}
      </span>
      <span className="status-cell is-place" title={words.place} ref={place} />
      <span className="status-cell is-colour" title={words.colour}>
        <span className="status-swatch" ref={swatch} aria-hidden hidden />
        <span ref={colour} />
      </span>
      <span className="status-cell is-size" title={words.dragged} ref={size} />
      <span className="status-hint" title={hint}>
        {hint.split(BETWEEN).map((part) => (
          <span key={part}>{part}</span>
        ))}
      </span>
      <Captions />
      <ViewMenu />
    </section>
  );
}

function Zoom() {
  const words = useWords();
  const { viewport } = useStudio().canvas;
  const zoom = useSyncExternalStore(
    (changed) => viewport.subscribe(changed),
    () => viewport.get().zoom,
  );
  return (
    <span className="status-cell is-zoom" title={words.statusBar.zoom}>
      {percent(words, zoom)}
    </span>
  );
}

/** The turn of the view. It keeps its place while the view lies straight. */
function Turn() {
  const words = useWords().statusBar;
  const { viewport } = useStudio().canvas;
  const angle = useViewAngle();
  // A view that is nearly straight would read as a straight one without its decimal.
  const turned = words.degrees({ degrees: Math.round(angle * 10) / 10 });
  return (
    <span className="status-cell is-turn" title={angle === 0 ? undefined : words.turn}>
      {angle !== 0 && (
        <Button className="status-button" aria-label={`${turned}. ${words.turn}`} onPress={() => viewport.turnTo(0)}>
          {turned}
        </Button>
      )}
    </span>
  );
}

/** How far the captions of many pictures are, while there are any. It opens the queue, where they are held and cancelled. */
function Captions() {
  const { captions: words } = useWords();
  const { phase, done, of, failed } = useCaptions((captions) => captions);
  const show = useQueue((queue) => queue.show);
  if (phase === 'none') return null;
  const says = words.states[phase]({ number: Math.min(done + 1, of), done, of, failed, count: of - done - failed });
  const short = words.short({ done, of });
  return (
    <Button className="status-button" aria-label={`${short}. ${says}`} onPress={() => show(true)}>
      <MessageSquareText size={14} aria-hidden />
      {short}
    </Button>
  );
}

type SpanRef = RefObject<HTMLSpanElement | null>;

interface PointerCells {
  readonly place: SpanRef;
  readonly swatch: SpanRef;
  readonly colour: SpanRef;
}

/**
 * Writes the place and the colour under the pointer, once a frame and past React, since the pointer moves all the time.
 * One pixel is read for the colour, and none while a button is held, when the page may change with every move.
 */
function useFollowedPointer({ place, swatch, colour }: PointerCells): void {
  const { canvas } = useStudio();
  useEffect(() => {
    let pointer: PlacedPointer | null = null;
    let request: number | null = null;
    const show = () => {
      request = null;
      const at = pointer && { x: Math.floor(pointer.page.x), y: Math.floor(pointer.page.y) };
      if (place.current !== null) place.current.textContent = at === null ? '' : `${at.x}, ${at.y}`;
      if (pointer?.pressed !== true) showColour(pointer && canvas.colourAt(pointer.page));
    };
    const showColour = (found: Colour | null) => {
      const hex = found === null ? '' : hexOf(found);
      if (colour.current !== null) colour.current.textContent = hex;
      if (swatch.current === null) return;
      swatch.current.hidden = found === null;
      swatch.current.style.background = hex;
    };
    const stop = canvas.onPlace((next) => {
      pointer = next;
      request ??= requestAnimationFrame(show);
    });
    return () => {
      stop();
      if (request !== null) cancelAnimationFrame(request);
    };
  }, [canvas, place, swatch, colour]);
}

/** Writes the size of what is dragged; where nothing is, that of the region. */
function useFollowedSize(cell: SpanRef): void {
  const words = useWords().statusBar;
  const { canvas, document } = useStudio();
  useEffect(() => {
    let dragged: Box | null = null;
    let region: Box | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = () => {
      const box = dragged ?? region;
      if (cell.current === null) return;
      const size = box && words.size({ width: String(Math.round(box.width)), height: String(Math.round(box.height)) });
      cell.current.textContent = size === null ? '' : dragged === null ? words.region({ size }) : size;
    };
    const measure = () => {
      region = canvas.regionBox();
      show();
    };
    const changed = () => {
      clearTimeout(timer);
      timer = setTimeout(measure, PAUSE_MS);
    };
    const stops = [
      canvas.onMeasure((box) => {
        dragged = box;
        show();
      }),
      document.subscribe((now, before) => {
        if (now.document.region !== before.document.region) changed();
      }),
    ];
    changed();
    return () => {
      clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, [canvas, document, cell, words]);
}

const hexOf = ({ red, green, blue }: Colour) =>
  `#${[red, green, blue].map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
