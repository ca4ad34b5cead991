import type { PictureDocument } from '../../preload/contract/document.ts';
import type { BitmapCache } from './bitmaps.ts';
import { drawProtected, protectedParts } from './compose.ts';

/**
 * The picture of the protected areas. It is drawn again when a protected layer changes, and not at every stroke
 * elsewhere.
 */
export class ProtectedPicture {
  readonly #bitmaps: BitmapCache;
  readonly #show: (picture: OffscreenCanvas | null) => void;
  /** The inputs of the last picture. Layers are never changed in place, so identity is enough. */
  #drawn: readonly unknown[] = [];

  constructor(bitmaps: BitmapCache, show: (picture: OffscreenCanvas | null) => void) {
    this.#bitmaps = bitmaps;
    this.#show = show;
  }

  /** Failures are ignored here, since this picture is only for the screen. A job that needs it reports them. */
  async follow(page: PictureDocument): Promise<void> {
    const wanted = [page.width, page.height, ...protectedParts(page)];
    if (wanted.length === this.#drawn.length && wanted.every((part, at) => part === this.#drawn[at])) return;
    this.#drawn = wanted;
    const picture = await drawProtected(page, this.#bitmaps).catch(() => null);
    // Only the picture of the latest change is shown, even if an older one finishes later.
    if (this.#drawn === wanted) this.#show(picture);
  }
}
