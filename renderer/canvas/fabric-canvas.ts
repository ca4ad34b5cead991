import { Canvas, type FabricObject } from 'fabric';
import type { Box } from '../document/layer-bounds.ts';

export interface FabricParts {
  readonly root: HTMLElement;
  /** Draws the page under Fabric's own objects. */
  readonly draw: (context: CanvasRenderingContext2D) => void;
  /** Called when a layer moves under the hand, and with `hurried` false when it is let go. */
  readonly changed: (hurried: boolean) => void;
  /** Called with the box of what the handles drag; null at its end. */
  readonly measured: (box: Box | null) => void;
  /** Called with what was pressed twice. */
  readonly opened: (target: FabricObject | undefined) => void;
}

/** Makes the Fabric canvas of the stage: handles and gestures of layers, over a page that is drawn for it. */
export function fabricCanvas({ root, draw, changed, measured, opened }: FabricParts): Canvas {
  const element = document.createElement('canvas');
  root.append(element);
  const canvas = new Canvas(element, {
    enablePointerEvents: true,
    selection: false,
    selectionKey: [], // only one layer can be selected at a time
    preserveObjectStacking: true,
    // The page is composed once and shown wherever the view goes.
    skipOffscreen: false,
    renderOnAddRemove: false,
    stopContextMenu: true,
  });
  canvas.on('before:render', ({ ctx }) => draw(ctx));
  for (const name of ['object:moving', 'object:scaling', 'object:rotating'] as const) {
    canvas.on(name, ({ target }) => {
      changed(true);
      measured(boxOf(target));
    });
  }
  canvas.on('mouse:up', () => {
    changed(false);
    measured(null);
  });
  canvas.on('mouse:dblclick', ({ target }) => opened(target));
  return canvas;
}

/** A canvas over the others that takes no press. */
export function canvasOnTop(root: HTMLElement, shows: 'region' | 'aids'): HTMLCanvasElement {
  const element = document.createElement('canvas');
  element.dataset.shows = shows;
  Object.assign(element.style, {
    position: 'absolute',
    inset: '0',
    width: '100%',
    height: '100%',
    pointerEvents: 'none',
  });
  root.append(element);
  return element;
}

/** The box of a layer under the hand, along its own sides. */
function boxOf({ left, top, width, height, scaleX, scaleY }: FabricObject): Box {
  return { x: left, y: top, width: width * scaleX, height: height * scaleY };
}
