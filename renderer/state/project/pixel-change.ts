import type { Layer, PictureDocument } from '../../../preload/contract/document.ts';
import type { Colour } from '../../document/paint.ts';
import type { PictureClipboard } from '../../document/picture-clipboard.ts';
import type { PixelWork } from '../../document/pixel-work.ts';
import type { ProjectParts } from '../parts.ts';
import type { PartsMap } from './parts-map.ts';

/** The colours of the tools that paint. */
export interface FillColours {
  readonly foreground: Colour;
  readonly background: Colour;
}

export interface PixelCommandParts extends ProjectParts {
  readonly pixelWork: PixelWork;
  readonly clipboard: PictureClipboard;
  /** The colours that new fills begin with. */
  readonly colours: () => FillColours;
  readonly partsMap: PartsMap;
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
