import type { PictureLayer } from '../../preload/contract/document.ts';

/** A decoded picture that stays open until it is released. */
export interface Lease {
  readonly bitmap: ImageBitmap | OffscreenCanvas;
  /** Releasing a lease twice has no effect. */
  release(): void;
}

/** What is needed to decode a picture of the project's blobs. */
export type Pictured = Pick<PictureLayer, 'blob' | 'mediaType' | 'width' | 'height'>;
