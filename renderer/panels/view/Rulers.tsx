import { Check } from 'lucide-react';
import { type MouseEvent, useEffect, useRef, useState } from 'react';
import { MenuItem, MenuSection } from 'react-aria-components';
import type { Orientation } from '../../../preload/contract/guides.ts';
import { rulerUnits } from '../../../preload/contract/view-aids.ts';
import { leastStep, pixelsPerUnit } from '../../document/page-units.ts';
import { rulerMarks } from '../../document/ruler-marks.ts';
import type { Viewport } from '../../document/viewport-port.ts';
import { useApp, useDocument, useStudio, useView, useViewAngle, useWords } from '../context.ts';
import { type Spot, SpotMenu } from '../controls/SpotMenu.tsx';
import { shortNumber } from '../words.ts';
import { useMeasure } from './use-measure.ts';

/**
 * The rulers along the upper and the left edge of the canvas. They are for the pointer alone: keys place guides by number,
 * and the preferences choose the unit.
 */
export function Rulers() {
  const shown = useView((view) => view.aids.rulers);
  const [spot, setSpot] = useState<Spot | null>(null);
  if (!shown) return null;
  const openMenu = (event: MouseEvent) => {
    event.preventDefault();
    setSpot({ x: event.clientX, y: event.clientY });
  };
  return (
    <>
      <Ruler orientation="horizontal" openMenu={openMenu} />
      <Ruler orientation="vertical" openMenu={openMenu} />
      <div className="ruler-corner" aria-hidden onContextMenu={openMenu} />
      {spot !== null && <UnitMenu spot={spot} onClose={() => setSpot(null)} />}
    </>
  );
}

/** The units to choose from. */
function UnitMenu({ spot, onClose }: { readonly spot: Spot; readonly onClose: () => void }) {
  const words = useWords().view;
  const { unit } = useView((view) => view.aids);
  const setAids = useView((view) => view.setAids);
  return (
    <SpotMenu spot={spot} label={words.unit} onClose={onClose}>
      <MenuSection
        aria-label={words.unit}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[unit]}
        onSelectionChange={(keys) => {
          const chosen = rulerUnits.find((one) => new Set(keys).has(one));
          if (chosen !== undefined) setAids({ unit: chosen });
        }}
      >
        {rulerUnits.map((one) => (
          <MenuItem key={one} id={one} className="menu-item" textValue={words.units[one]}>
            {({ isSelected }) => (
              <>
                <span className="menu-check">{isSelected && <Check size={16} aria-hidden />}</span>
                {words.units[one]}
              </>
            )}
          </MenuItem>
        ))}
      </MenuSection>
    </SpotMenu>
  );
}

interface RulerProps {
  readonly orientation: Orientation;
  readonly openMenu: (event: MouseEvent) => void;
}

function Ruler({ orientation, openMenu }: RulerProps) {
  const strings = useWords();
  const words = strings.view;
  const { canvas } = useStudio();
  const { unit, dpi } = useMeasure();
  const side = useDocument(({ document }) => (orientation === 'horizontal' ? document.width : document.height));
  const showGuides = useView((view) => view.showGuides);
  const theme = useApp((app) => app.theme);
  // The page does not run along a ruler then.
  const turned = useViewAngle() !== 0;
  const board = useRef<HTMLCanvasElement>(null);
  const mark = useRef<HTMLDivElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme has other colours
  useEffect(() => {
    const element = board.current;
    if (element === null) return undefined;
    const scale = { pixels: pixelsPerUnit({ unit, dpi }, side), finest: leastStep[unit] };
    const said = (at: number) => shortNumber(strings, at);
    return keepDrawn(element, canvas.viewport, (view) => draw(element, orientation, view, scale, said));
  }, [canvas, orientation, theme, unit, dpi, side, strings]);

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
      onContextMenu={openMenu}
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
function keepDrawn(element: HTMLCanvasElement, viewport: Followed, draw: (view: Viewport) => void): () => void {
  let request: number | null = null;
  const changed = () => {
    request ??= requestAnimationFrame(() => {
      request = null;
      draw(viewport.get());
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

/** The unit of a ruler: page pixels per unit, and the least distance of two numbers. */
interface Scale {
  readonly pixels: number;
  readonly finest: number;
}

function draw(
  element: HTMLCanvasElement,
  orientation: Orientation,
  { zoom: ofPixels, x, y, angle }: Viewport,
  { pixels, finest }: Scale,
  said: (at: number) => string,
): void {
  const zoom = ofPixels * pixels;
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
  for (const mark of rulerMarks(-start / zoom, (length - start) / zoom, zoom, finest)) {
    const at = Math.round((start + mark.at * zoom) * ratio) / ratio;
    const reach = Math.min(LENGTHS[mark.length], thickness);
    if (isAcross) context.fillRect(at, thickness - reach, 1 / ratio, reach);
    else context.fillRect(thickness - reach, at, reach, 1 / ratio);
    if (mark.length === 'long') write(context, said(mark.at), at, isAcross);
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
