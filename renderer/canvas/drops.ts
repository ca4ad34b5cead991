import { GENERATION_TYPE } from '../document/drag.ts';
import type { Point } from '../document/point.ts';

export interface DropHandlers {
  readonly pageFromClient: (clientX: number, clientY: number) => Point;
  /** The files in the order of the drop. Their bytes, read later, tell whether they are pictures. */
  readonly onFiles: (files: readonly File[], at: Point) => void;
  /** Files were dropped beside the element, where nothing else took them: on a dialog, for instance. */
  readonly onFilesBeside: (files: readonly File[]) => void;
  readonly onGeneration: (generationId: string, at: Point) => void;
  /** Something was dropped of which only the address came, as browsers do with some pictures. */
  readonly onLink: () => void;
  /** True while something that can be dropped here is over the element. */
  readonly onHover: (hovering: boolean) => void;
}

/**
 * Watches drops on the element and keeps a file that is dropped beside it from replacing the page.
 * @returns ends the watching
 */
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
      const files = filesOf(event.dataTransfer);
      if (generationId !== '') handlers.onGeneration(generationId, at);
      else if (files.length > 0) handlers.onFiles(files, at);
      else handlers.onLink();
    },
    options,
  );
  // These listeners catch drops everywhere else, where the browser would open the file in place of the studio.
  window.addEventListener('dragover', (event) => event.preventDefault(), options);
  window.addEventListener(
    'drop',
    (event) => {
      const files = event.defaultPrevented ? [] : [...(event.dataTransfer?.files ?? [])];
      event.preventDefault();
      if (files.length > 0) handlers.onFilesBeside(files);
    },
    options,
  );
  return () => listening.abort();
}

function isWelcome(transfer: DataTransfer | null): boolean {
  return transfer !== null && [GENERATION_TYPE, 'Files', LINK_TYPE].some((type) => transfer.types.includes(type));
}

const LINK_TYPE = 'text/uri-list';

/** The dropped files, or the picture that an address holds itself. */
function filesOf(transfer: DataTransfer): readonly File[] {
  if (transfer.files.length > 0) return [...transfer.files];
  const file = fileOfAddress(transfer.getData(LINK_TYPE));
  return file === null ? [] : [file];
}

/** The picture of a `data:` address; null for any other address. */
function fileOfAddress(address: string): File | null {
  const [, type = '', content = ''] = /^data:(image\/[a-z0-9.+-]+);base64,([A-Za-z0-9+/=\s]+)$/i.exec(address) ?? [];
  if (type === '') return null;
  try {
    const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
    return new File([bytes], '', { type });
  } catch {
    return null; // it is not base64
  }
}

/** An element that floats over the canvas may accept pictures itself. */
function isElsewhere({ target }: DragEvent): boolean {
  return target instanceof Element && target.closest('[data-drop-slot]') !== null;
}

/** The browser also sends `dragleave` when the pointer moves onto a child of the element. */
function leaves(event: DragEvent, element: HTMLElement): boolean {
  return !(event.relatedTarget instanceof Node && element.contains(event.relatedTarget));
}
