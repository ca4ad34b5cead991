import type { Frame } from '../../preload/contract/pictures.ts';

/** A picture as it lay on the page from which it was copied. */
export interface CopiedPlace {
  readonly name: string;
  readonly frame: Frame;
  /** The size of that page. */
  readonly page: { readonly width: number; readonly height: number };
}

/** The system's clipboard, as far as the studio's own pictures are concerned. */
export interface PictureClipboard {
  /** Puts a PNG on the clipboard, byte for byte. */
  copy(png: Uint8Array<ArrayBuffer>, place: CopiedPlace): Promise<void>;
  /** Where the last copied picture lay; null where these bytes are another picture. */
  placeOf(png: Uint8Array): CopiedPlace | null;
}
