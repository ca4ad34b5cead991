import type { Layer } from '../../preload/contract/document.ts';
import type { Failure } from '../../preload/contract/errors.ts';
import type { Frame, Raster, RegionMask } from '../../preload/contract/pictures.ts';

/** What the window and the thread that composes layers say to each other. */

/** The layers lie on a page that is as large as the part to draw. */
export interface Composition {
  readonly layers: readonly Layer[];
  readonly width: number;
  readonly height: number;
  readonly paper: boolean;
  /** Whether the page has no paper, and is laid on white at the end. */
  readonly isBare?: boolean;
  /** The result is as faint as these layers are. */
  readonly shape: readonly Layer[] | null;
  /** The result shows only inside of this mask, which has the page's size. */
  readonly cut: RegionMask | null;
  /** Whether the result is as large as the page. */
  readonly keepsFrame: boolean;
}

/** A picture, and its place on the page. */
export interface Composed {
  readonly raster: Raster;
  readonly frame: Frame;
}

export type ToThread =
  | { readonly kind: 'compose'; readonly composition: Composition }
  | { readonly kind: 'given'; readonly number: number; readonly value: Uint8Array<ArrayBuffer> | Raster }
  | { readonly kind: 'refused'; readonly number: number; readonly failure: Failure };

export type FromThread =
  | { readonly kind: 'blob'; readonly number: number; readonly hash: string }
  | { readonly kind: 'read'; readonly number: number; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'done'; readonly composed: Composed | null }
  | { readonly kind: 'failed'; readonly failure: Failure };
