import type { PictureStep } from '../../preload/contract/region-steps.ts';
import type { Point } from '../document/canvas-port.ts';
import type { WandOptions } from './tool-options.ts';

/** A grey picture of the project's blobs, and where it lies on the page. */
export type MarkedPicture = Pick<PictureStep, 'blob' | 'x' | 'y' | 'width' | 'height'>;

/** What of the picture is like what lies at a place. Null where nothing can be found, which has been told then; never rejects. */
export type FindAlike = (at: Point, options: WandOptions, signal: AbortSignal) => Promise<MarkedPicture | null>;
