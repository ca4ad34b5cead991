import { MAX_PIXELS } from '../../../preload/contract/pictures.ts';

/** Limit of the pixels of all layers of a file together. */
export const MOST_LAYERED_PIXELS = 16 * MAX_PIXELS;
