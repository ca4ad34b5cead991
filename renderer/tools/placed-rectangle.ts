import type { StoreApi } from 'zustand/vanilla';
import type { Frame } from '../../preload/contract/pictures.ts';
import { firstRectangle, moved, sized } from './rectangle-by-keyboard.ts';
import type { ToolboxParts, ToolboxState } from './toolbox-types.ts';

type Keys = Pick<ToolboxState, 'beginRectangle' | 'moveRectangle' | 'sizeRectangle' | 'paintRectangle'>;

/** The rectangle that keys place on the page, with any tool. */
export function placedRectangle(
  { document, canvas, newId }: Pick<ToolboxParts, 'document' | 'canvas' | 'newId'>,
  state: () => StoreApi<ToolboxState>,
): { readonly keys: Keys; readonly hide: () => void } {
  const page = () => document.getState().document;
  const now = () => state().getState().rectangle;
  const show = (rectangle: Frame | null) => {
    state().setState({ rectangle });
    canvas.showShape(rectangle === null ? null : { kind: 'rectangle', ...rectangle });
  };
  const change = (operation: (frame: Frame) => Frame) => {
    const rectangle = now();
    if (rectangle !== null) show(operation(rectangle));
  };
  const keys: Keys = {
    beginRectangle: () => show(firstRectangle(page())),
    moveRectangle: (dx, dy) => change((frame) => moved(frame, dx, dy, page())),
    sizeRectangle: (across, down) => change((frame) => sized(frame, across, down, page())),
    paintRectangle: () => {
      const rectangle = now();
      if (rectangle === null) return;
      document.getState().addRegionStep({ kind: 'rectangle', id: newId(), operation: 'add', ...rectangle });
      show(null);
    },
  };
  const hide = () => {
    if (now() !== null) show(null);
  };
  return { keys, hide };
}
