import type { Layer, PictureDocument } from '../../../preload/contract/document.ts';
import type { PictureClipboard } from '../../document/picture-clipboard.ts';
import type { PixelWork } from '../../document/pixel-work.ts';
import type { ProjectParts } from '../parts.ts';

export interface PixelCommandParts extends ProjectParts {
  readonly pixelWork: PixelWork;
  readonly clipboard: PictureClipboard;
}

/** What a command has made. Its pixels are in the store. */
export interface PixelChange {
  /** The layers of which the pixels were made. If one of them has changed since, the change is given up. */
  readonly involved: readonly Layer[];
  readonly change: (document: PictureDocument) => PictureDocument;
  readonly select?: readonly string[];
  /** The layer whose new mask takes the paint from now on. */
  readonly paintMaskOf?: string;
}
