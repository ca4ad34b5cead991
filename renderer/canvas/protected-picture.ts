import type { PictureDocument } from '../../preload/contract/document.ts';
import type { BitmapCache } from './bitmaps.ts';
import { drawProtected, protectedParts } from './compose.ts';

/** What the protected layers show, drawn anew when one of them changes and not with every stroke on another. */
export class ProtectedPicture {
  readonly #bitmaps: BitmapCache;
  readonly #show: (picture: OffscreenCanvas | null) => void;
  /** What the last picture was drawn of: layers are never changed in place. */
  #drawn: readonly unknown[] = [];

  constructor(bitmaps: BitmapCache, show: (picture: OffscreenCanvas | null) => void) {
    this.#bitmaps = bitmaps;
    this.#show = show;
  }

  /** For the eye alone: a picture that cannot be read is spoken of when something is asked of it. */
  async follow(page: PictureDocument): Promise<void> {
    const wanted = [page.width, page.height, ...protectedParts(page)];
    if (wanted.length === this.#drawn.length && wanted.every((part, at) => part === this.#drawn[at])) return;
    this.#drawn = wanted;
    const picture = await drawProtected(page, this.#bitmaps).catch(() => null);
    // The last change counts, not the last picture that was read.
    if (this.#drawn === wanted) this.#show(picture);
  }
}
