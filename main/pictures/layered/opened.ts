import type { LayeredPicture, Loss } from '../../../preload/contract/layered-picture.ts';

export interface Opened {
  readonly picture: LayeredPicture;
  readonly losses: readonly Loss[];
}

/** Names of layers that have none. Photoshop calls the only layer of a flat file so. */
export const BACKGROUND = 'Background';
const UNNAMED = 'Layer';

/** A name that the studio takes. */
export function shortName(name: string | undefined): string {
  const short = (name ?? '').replaceAll('\0', '').trim().slice(0, 200);
  return short === '' ? UNNAMED : short;
}
