import type { Point } from '../document/canvas-port.ts';
import { GENERATION_TYPE } from '../document/drag.ts';

export interface DropHandlers {
  readonly pageFromClient: (clientX: number, clientY: number) => Point;
  /** Files in the order of the drop; whether they are pictures is found out from their bytes. */
  readonly onFiles: (files: readonly File[], at: Point) => void;
  readonly onGeneration: (generationId: string, at: Point) => void;
  /** True while something that can be dropped here is over the element. */
  readonly onHover: (hovering: boolean) => void;
}

/** Returns the end of watching. A file dropped beside the canvas must not replace the window's page. */
export function watchDrops(element: HTMLElement, handlers: DropHandlers): () => void {
  const listening = new AbortController();
  const options = { signal: listening.signal };
  element.addEventListener(
    'dragover',
    (event) => {
      if (isElsewhere(event)) handlers.onHover(false);
      if (!isWelcome(event.dataTransfer) || isElsewhere(event)) return;
      event.preventDefault();
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy';
      handlers.onHover(true);
    },
    options,
  );
  element.addEventListener('dragleave', (event) => leaves(event, element) && handlers.onHover(false), options);
  element.addEventListener(
    'drop',
    (event) => {
      handlers.onHover(false);
      if (event.dataTransfer === null || !isWelcome(event.dataTransfer) || isElsewhere(event)) return;
      event.preventDefault();
      const at = handlers.pageFromClient(event.clientX, event.clientY);
      const generationId = event.dataTransfer.getData(GENERATION_TYPE);
      if (generationId !== '') handlers.onGeneration(generationId, at);
      else handlers.onFiles([...event.dataTransfer.files], at);
    },
    options,
  );
  // Bubbles up from everywhere else: the browser would open the file in place of the studio.
  const refuse = (event: DragEvent) => event.preventDefault();
  window.addEventListener('dragover', refuse, options);
  window.addEventListener('drop', refuse, options);
  return () => listening.abort();
}

function isWelcome(transfer: DataTransfer | null): boolean {
  return transfer !== null && (transfer.types.includes('Files') || transfer.types.includes(GENERATION_TYPE));
}

/** What floats over the canvas may have a use of its own for a picture. */
function isElsewhere({ target }: DragEvent): boolean {
  return target instanceof Element && target.closest('[data-drop-slot]') !== null;
}

/** Moving onto a child also leaves the element, in the DOM's words. */
function leaves(event: DragEvent, element: HTMLElement): boolean {
  return !(event.relatedTarget instanceof Node && element.contains(event.relatedTarget));
}
