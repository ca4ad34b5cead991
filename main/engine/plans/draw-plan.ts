/** The plan of a drawing: the pictures that the model sees, a token grid with masked cells, and where its pixels go. */

import type { Frame, Raster, RegionMask } from '../../../preload/contract/pictures.ts';
import type { TokenGrid } from '../tasks/layout.ts';

/** What a drawing request comes down to. */
export interface DrawPlan {
  /** Codes, MASKED where drawn. */
  readonly grid: TokenGrid;
  /** Input pictures in the user's turn. */
  readonly pictures: readonly TokenGrid[];
  /** Where the result lies in the request's picture. For a new picture it is the whole picture. */
  readonly frame: Frame;
  /** Turns the decoded pixels and codes of the grid into the patch for `frame`. */
  readonly finish: (decoded: Raster, codes: Int32Array) => Promise<Raster>;
  /** Where a part is redrawn: the picture below it, and the pixels that may change. */
  readonly region: { readonly picture: Raster; readonly mask: RegionMask } | null;
  /** Set where only the least certain of the masked cells are redrawn. */
  readonly variation: Variation | null;
}

/** Which share of the cells is redrawn, and the codes that they have. */
export interface Variation {
  readonly strength: number;
  readonly codes: Int32Array;
  /** Confidence of every cell; null where the model has to measure it. */
  readonly confidence: Float32Array | null;
}
