import { Contrast, FileQuestion, Folder, type LucideIcon, Palette, SlidersVertical, SunMedium } from 'lucide-react';
import { type MouseEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { Button, type PressEvent } from 'react-aria-components';
import type { AdjustmentType } from '../../../preload/contract/adjustments.ts';
import type { Layer, LayerMask } from '../../../preload/contract/document.ts';
import type { RegionOperation } from '../../../preload/contract/region-steps.ts';
import { withinOf } from '../../document/layer-tree.ts';
import { useDocument, useRegion, useStudio, useWords } from '../context.ts';
import { Thumbnail } from '../controls/Thumbnail.tsx';

/** The thumbnail of a layer. Ctrl and a click mark what the layer shows. */
export function LayerPicture({ layer }: { readonly layer: Layer }) {
  const { layers: words } = useWords();
  const fromLayer = useRegion((region) => region.fromLayer);
  const paintOn = useDocument((state) => state.paintOn);
  const isPaintedOn = useDocument(
    ({ selectedLayerId, paintedMaskId }) => selectedLayerId === layer.id && paintedMaskId === null,
  );
  if (layer.kind === 'unreadable') return <ShownLayer layer={layer} />;
  const hasMask = layer.mask !== null;
  const isPlain = (event: MouseEvent) => !event.ctrlKey && !event.metaKey && !event.shiftKey;
  return (
    // The menu of the region and the button of the mask do the same by keyboard.
    // biome-ignore lint/a11y/noStaticElementInteractions: the row is what a screen reader finds
    // biome-ignore lint/a11y/useKeyWithClickEvents: as above
    <span
      className={`layer-picture ${hasMask && isPaintedOn ? 'is-painted-on' : ''}`}
      title={words.regionHint}
      onClick={(event) => hasMask && isPlain(event) && paintOn(layer.id, 'layer')}
      {...markedBy((operation) => void fromLayer(layer.id, operation))}
    >
      <ShownLayer layer={layer} />
    </span>
  );
}

/**
 * Ctrl and a click mark a region: with Shift too it is added to the region, with Alt subtracted, with both intersected.
 * The row must not see the press, which would change the selection.
 */
function markedBy(mark: (operation: RegionOperation | 'replace') => void) {
  const isMarking = (event: MouseEvent) => event.ctrlKey || event.metaKey;
  return {
    onPointerDownCapture: (event: PointerEvent) => isMarking(event) && event.stopPropagation(),
    onClickCapture: (event: MouseEvent) => {
      if (!isMarking(event)) return;
      event.stopPropagation();
      if (event.shiftKey) mark(event.altKey ? 'intersect' : 'add');
      else mark(event.altKey ? 'subtract' : 'replace');
    },
  };
}

/** A group shows its content, and an adjustment and a layer of an unknown kind show an icon. */
function ShownLayer({ layer }: { readonly layer: Layer }) {
  const { layers: words } = useWords();
  if (layer.kind === 'adjustment') return <AdjustmentSign type={layer.adjustment.type} />;
  if (layer.kind !== 'unreadable' && layer.kind !== 'picture') return <DrawnPicture shown={layer} />;
  if (layer.kind === 'unreadable') {
    return (
      <span className="thumbnail is-layer is-sign" title={words.unknown}>
        <FileQuestion size={18} role="img" aria-label={words.unknown} />
      </span>
    );
  }
  const flips = `${layer.flipX ? 'is-flipped-x' : ''} ${layer.flipY ? 'is-flipped-y' : ''}`;
  return <Thumbnail hash={layer.blob} className={`is-layer ${flips}`} />;
}

const adjustmentIcons: Readonly<Record<AdjustmentType, LucideIcon>> = {
  'brightness-contrast': SunMedium,
  levels: SlidersVertical,
  'hue-saturation': Palette,
  invert: Contrast,
};

function AdjustmentSign({ type }: { readonly type: AdjustmentType }) {
  const { adjust: words } = useWords();
  const Icon = adjustmentIcons[type];
  return (
    <span className="thumbnail is-layer is-adjustment" title={words.types[type]}>
      <Icon size={18} role="img" aria-label={words.types[type]} />
    </span>
  );
}

/**
 * Milliseconds after a change until a group's thumbnail is redrawn. While a dial is dragged, every step changes the
 * group.
 */
const REST = 250;
/** The side of a thumbnail on a dense screen, in pixels. */
const SIDE = 80;

/** A picture of a layer that is no file of its own: of a group with its content, of paint, text or a shape. */
function DrawnPicture({ shown }: { readonly shown: Layer }) {
  const { layers: words } = useWords();
  const { drawThumbnail } = useStudio();
  const layers = useDocument(({ document }) => document.layers);
  const isGroup = shown.kind === 'group';
  const within = withinOf(layers, shown.id);
  const parts = layers.filter(({ id }) => within.has(id));
  const { canvas, empty } = useDrawing(parts, () => drawThumbnail(shown.id, SIDE));
  return (
    <span
      className={`thumbnail is-layer ${isGroup ? 'is-group' : ''}`}
      {...(isGroup ? { title: words.group } : { 'aria-hidden': true })}
    >
      <canvas ref={canvas} hidden={empty} aria-hidden />
      {isGroup && <Folder className="group-sign" size={empty ? 18 : 12} role="img" aria-label={words.group} />}
    </span>
  );
}

/** Draws a picture on a canvas, and again after each change of its parts. */
function useDrawing(parts: readonly unknown[], draw: () => Promise<ImageBitmap | null>) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawn = useRef<readonly unknown[]>([]);
  const [empty, setEmpty] = useState(true);
  useEffect(() => {
    if (parts.length === drawn.current.length && parts.every((layer, at) => layer === drawn.current[at])) return;
    const wait = setTimeout(
      async () => {
        drawn.current = parts;
        const picture = await draw();
        if (drawn.current !== parts) return;
        setEmpty(picture === null);
        if (picture !== null && canvas.current !== null) show(canvas.current, picture);
      },
      drawn.current.length === 0 ? 0 : REST,
    );
    return () => clearTimeout(wait);
  });
  return { canvas, empty };
}

function show(canvas: HTMLCanvasElement, picture: ImageBitmap): void {
  canvas.width = picture.width;
  canvas.height = picture.height;
  canvas.getContext('bitmaprenderer')?.transferFromImageBitmap(picture);
}

interface MaskPictureProps {
  readonly layer: Layer;
  readonly mask: LayerMask;
}

/**
 * The mask of a layer: white where the layer shows. A press makes it what the paint goes on. Shift+click turns it off or
 * on, Alt+click shows it alone, Ctrl+click marks what it shows.
 */
export function MaskPicture({ layer, mask }: MaskPictureProps) {
  const { layers: words } = useWords();
  const { layers } = useStudio();
  const { name } = layer;
  const label = mask.enabled ? words.mask({ name }) : words.maskOff({ name });
  const fromMask = useRegion((region) => region.fromMask);
  const paintOn = useDocument((state) => state.paintOn);
  const showMaskAlone = useDocument((state) => state.showMaskAlone);
  const isPaintedOn = useDocument(({ paintedMaskId }) => paintedMaskId === layer.id);
  const isAlone = useDocument(({ loneMaskId }) => loneMaskId === layer.id);
  const marking = markedBy((operation) => void fromMask(layer.id, operation));
  const press = ({ altKey, shiftKey, pointerType }: PressEvent) => {
    if (shiftKey) layers.perform('mask-toggle', [layer.id]);
    else if (altKey) showMaskAlone(isAlone ? null : layer.id);
    // A key that is pressed again goes back to the layer, as with any button that stays pressed.
    else paintOn(layer.id, isPaintedOn && pointerType === 'keyboard' ? 'layer' : 'mask');
  };
  return (
    <span className={`layer-mask ${mask.enabled ? '' : 'is-off'} ${isPaintedOn ? 'is-painted-on' : ''}`} {...marking}>
      <Button className="mask-button" aria-pressed={isPaintedOn} onPress={press}>
        <span title={`${label}\n${words.maskHint}\n${words.regionHint}`} aria-hidden>
          {'tiled' in mask ? (
            <TiledMaskPicture layerId={layer.id} mask={mask} />
          ) : (
            <Thumbnail hash={mask.blob} className="is-mask" />
          )}
        </span>
        <span className="visually-hidden">{label}</span>
      </Button>
    </span>
  );
}

function TiledMaskPicture({ layerId, mask }: { readonly layerId: string; readonly mask: LayerMask }) {
  const { drawMaskThumbnail } = useStudio();
  const { canvas, empty } = useDrawing([mask], () => drawMaskThumbnail(layerId, SIDE));
  return (
    <span className="thumbnail is-layer is-mask">
      <canvas ref={canvas} hidden={empty} aria-hidden />
    </span>
  );
}
