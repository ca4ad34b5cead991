import type { PictureDocument } from '../../preload/contract/document.ts';
import { CARD_SIDE } from '../../preload/contract/projects.ts';
import type { Client } from '../../preload/contract/service.ts';
import type { StoreService } from '../../preload/contract/store.ts';
import type { CanvasPort } from '../document/canvas-port.ts';
import type { ProjectSession } from '../state/project/session-types.ts';

interface CardParts {
  readonly store: Pick<Client<StoreService>, 'keepCard'>;
  readonly canvas: Pick<CanvasPort, 'overview'>;
  readonly shown: () => ProjectSession;
}

/** Milliseconds after the last save until the page is drawn in small, so that no work waits for it. */
const PAUSE_MS = 4000;
const QUALITY = 0.85;

/** Keeps the page of each project in small. It is a cache, so that a failure is nobody's loss. */
export class KeptCards {
  readonly #parts: CardParts;
  /** The document that each project's card shows, or with which it was opened. */
  readonly #kept = new WeakMap<ProjectSession, PictureDocument>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: CardParts) {
    this.#parts = parts;
  }

  /** Keeps the page of this project a moment after each of its saves, while it is shown. */
  watch(session: ProjectSession): void {
    this.#kept.set(session, session.document.getState().document);
    session.saver.state.subscribe(({ status }) => {
      if (status !== 'saved' || session !== this.#parts.shown()) return;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.keep(), PAUSE_MS);
    });
  }

  /** Keeps the shown page as it is at this call, where it has changed. */
  async keep(): Promise<void> {
    clearTimeout(this.#timer);
    const { canvas, shown, store } = this.#parts;
    const session = shown();
    const { document } = session.document.getState();
    const before = this.#kept.get(session);
    if (before === undefined || before === document) return;
    this.#kept.set(session, document);
    try {
      const picture = canvas.overview(CARD_SIDE);
      if (picture !== null) await store.keepCard({ projectId: session.id, bytes: await encoded(picture) });
    } catch {
      this.#kept.set(session, before);
    }
  }
}

async function encoded(picture: ImageBitmap): Promise<Uint8Array<ArrayBuffer>> {
  const board = new OffscreenCanvas(picture.width, picture.height);
  board.getContext('bitmaprenderer')?.transferFromImageBitmap(picture);
  const blob = await board.convertToBlob({ type: 'image/webp', quality: QUALITY });
  return new Uint8Array(await blob.arrayBuffer());
}
