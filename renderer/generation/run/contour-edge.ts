import type { PictureDocument } from '../../../preload/contract/document.ts';
import type { EdgeChoices } from '../tasks/tasks.ts';

/** The width of the soft edge along a contour, in page pixels. */
const SHARP = 1;
/** How far a removal goes beyond a contour, as a share of the page's longer side, since a contour has a faint fringe. */
const FRINGE = 0.01;

interface Drawn {
  readonly page: Pick<PictureDocument, 'width' | 'height' | 'region'>;
  readonly edge: EdgeChoices;
  /** Whether what is marked goes without words, so that what is around it goes on in it. */
  readonly isRemoval: boolean;
}

/**
 * How a part meets the picture where the region follows the contour of a thing, such as one that the model or the wand
 * has found. A wide soft edge would leave a rim of what was there. Choices of the artist stay.
 */
export function edgeAlongContour({ page: { width, height, region }, edge, isRemoval }: Drawn): EdgeChoices {
  const isContour = region.length > 0 && region.every(({ kind }) => kind === 'picture');
  if (!isContour || edge.feather !== null) return edge;
  if (!isRemoval) return { ...edge, feather: SHARP };
  return { ...edge, growth: Math.max(edge.growth, Math.ceil(FRINGE * Math.max(width, height))) };
}
