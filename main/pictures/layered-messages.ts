import type { Failure } from '../../preload/contract/errors.ts';
import type { PictureService } from '../../preload/contract/picture-service.ts';
import type { Params } from '../../preload/contract/service.ts';

/** What the picture service and its thread for files with layers say to each other. */

export type LayeredMethod = 'openLayered' | 'writeLayered';

export type ToLayeredThread = {
  readonly [M in LayeredMethod]: { readonly method: M; readonly params: Params<PictureService[M]> };
}[LayeredMethod];

/** The result is that of the method. */
export type FromLayeredThread =
  | { readonly kind: 'done'; readonly result: unknown }
  | { readonly kind: 'failed'; readonly failure: Failure };
