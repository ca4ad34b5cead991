import type { PictureStep } from '../../preload/contract/region-steps.ts';
import type { Point } from '../document/point.ts';
import type { WandOptions } from './tool-options.ts';

/** A grey picture among the project's blobs, and its place on the page. */
export type MarkedPicture = Pick<PictureStep, 'blob' | 'x' | 'y' | 'width' | 'height'>;

/**
 * Finds the part of the picture that is similar to a place. Null where nothing is found; the reason has been shown
 * then. Never rejects.
 */
export type FindAlike = (at: Point, options: WandOptions, signal: AbortSignal) => Promise<MarkedPicture | null>;

/** Finds the part of the picture under a place, as the model tells the parts apart; otherwise as `FindAlike`. */
export type FindThing = (at: Point, signal: AbortSignal) => Promise<MarkedPicture | null>;
