/** What a drawing request comes down to: pictures to look at, a token grid with masked cells, and where its pixels go. */

import type { Frame, Raster, RegionMask } from '../../../preload/contract/pictures.ts';
import type { TokenGrid } from '../tasks/layout.ts';

export interface DrawPlan {
  /** Codes, MASKED where to be drawn. */
  readonly grid: TokenGrid;
  /** What stands in the user's turn. */
  readonly pictures: readonly TokenGrid[];
  /** Where the result lies; of the picture that was sent, or the picture itself. */
  readonly frame: Frame;
  /** Decoded pixels of the grid, and its codes, to the patch for `frame`. */
  readonly finish: (decoded: Raster, codes: Int32Array) => Promise<Raster>;
  /** Where a part is drawn anew: the picture below, and the pixels that may change. */
  readonly region: { readonly picture: Raster; readonly mask: RegionMask } | null;
  /** Where only the least sure of the masked cells are to be drawn: the codes that they have. */
  readonly variation: Variation | null;
}

export interface Variation {
  readonly strength: number;
  readonly codes: Int32Array;
  /** Of every cell; null where it has to be found out. */
  readonly confidence: Float32Array | null;
}
