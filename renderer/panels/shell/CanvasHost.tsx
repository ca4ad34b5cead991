import { type MouseEvent, useEffect, useId, useRef, useState } from 'react';
import { layerInWords } from '../../theme/layer-in-words.ts';
import { useApp, useDocument, useStudio, useView, useWords } from '../context.ts';
import { Rulers } from '../view/Rulers.tsx';
import { CanvasMenu, type CanvasSpot } from './CanvasMenu.tsx';
import { GradientHandles } from './GradientHandles.tsx';
import { PageEdges } from './PageEdges.tsx';

/** The element that the canvas fills. Pictures may also be dropped on everything that floats over it. */
export function CanvasHost() {
  const strings = useWords();
  const { attachCanvas, canvas, toolbox } = useStudio();
  const [spot, setSpot] = useState<CanvasSpot | null>(null);
  const host = useRef<HTMLDivElement>(null);
  const attached = useRef(false);
  const state = useId();
  const rulers = useView((view) => view.aids.rulers);
  const hovering = useApp((app) => app.dropHovers);

  useEffect(() => {
    // The canvas is attached once, even where React's strict mode mounts the component twice.
    if (host.current === null || attached.current) return;
    attached.current = true;
    attachCanvas(host.current, host.current.closest('main') ?? host.current);
  }, [attachCanvas]);

  const openMenu = (event: MouseEvent) => {
    // Alt and a drag change the size of a brush, and a pen's button takes a colour.
    if (event.altKey || isPen(event) || (event.buttons & MAIN) !== 0) return;
    // A text that is being typed has the menu of its field.
    if (toolbox.getState().path === 'text.editing') return;
    const { clientX: x, clientY: y } = event;
    setSpot({ x, y, page: canvas.pageFromClient(x, y) });
  };

  return (
    <section className={rulers ? 'canvas has-rulers' : 'canvas'} data-keys="canvas" aria-label={strings.canvas.section}>
      <div
        ref={host}
        className="canvas-host"
        role="application"
        aria-label={strings.canvas.label}
        aria-describedby={state}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the canvas can also be used by keys
        tabIndex={0}
        onPointerDownCapture={() => host.current?.focus({ preventScroll: true })}
        onContextMenu={openMenu}
      />
      <PageEdges />
      <GradientHandles />
      <Rulers />
      {spot !== null && <CanvasMenu spot={spot} onClose={() => setSpot(null)} />}
      <CanvasState id={state} />
      {hovering && <div className="canvas-drop">{strings.canvas.drop}</div>}
    </section>
  );
}

const MAIN = 1;

/** Chromium tells of a menu what asked for it. */
const isPen = ({ nativeEvent }: MouseEvent): boolean =>
  nativeEvent instanceof PointerEvent && nativeEvent.pointerType === 'pen';

/** A description of the picture, which is read when the canvas gets the focus. */
function CanvasState({ id }: { readonly id: string }) {
  const strings = useWords();
  const { layers, region, width, height } = useDocument(({ document }) => document);
  const selectedId = useDocument((state) => state.selectedLayerId);
  const at = layers.findIndex((layer) => layer.id === selectedId);
  const layer = layers[at];
  return (
    <p id={id} className="visually-hidden">
      {strings.canvas.page({ width, height })} {strings.canvas.layers({ count: layers.length })}{' '}
      {layer !== undefined &&
        strings.canvas.sentence({ words: layerInWords(strings.canvas, layer, at + 1, layers.length) })}{' '}
      {region.length > 0 && strings.canvas.paintedPart} {strings.canvas.keys}
    </p>
  );
}
