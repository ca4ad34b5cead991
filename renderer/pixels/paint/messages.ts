import type { RegionMask } from '../../../preload/contract/pictures.ts';
import type { FinishedTile, Ink, PaintJob, PenPoint, TilePatch, Tip } from '../../document/paint.ts';

/** What the thread for paint is told. */
export type PaintRequest =
  | { readonly kind: 'region'; readonly region: RegionMask | null }
  | { readonly kind: 'begin'; readonly job: PaintJob }
  | { readonly kind: 'stroke'; readonly id: string; readonly tip: Tip; readonly points: readonly PenPoint[] }
  | { readonly kind: 'cover'; readonly id: string; readonly mask: RegionMask | null }
  | { readonly kind: 'ink'; readonly id: string; readonly ink: Ink }
  | { readonly kind: 'tile'; readonly blob: string; readonly png: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'end' | 'cancel'; readonly id: string };

/** What it answers. */
export type PaintAnswer =
  | { readonly kind: 'patches'; readonly id: string; readonly patches: readonly TilePatch[] }
  /** Asks for the bytes of tiles. */
  | { readonly kind: 'needs'; readonly id: string; readonly blobs: readonly string[] }
  | { readonly kind: 'finished'; readonly id: string; readonly tiles: readonly FinishedTile[] }
  | { readonly kind: 'failed'; readonly id: string; readonly message: string };
