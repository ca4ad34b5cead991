import type { RegionMask } from '../../../preload/contract/pictures.ts';
import { squaredDistances } from './feather.ts';

/** Grows a mask: pixels within `reach` pixels of a painted one become 255. */
export function grownMask(mask: RegionMask, reach: number): RegionMask {
  if (reach === 0) return mask;
  const unpainted = mask.values.map((value) => (value === 0 ? 1 : 0));
  const distances = squaredDistances(unpainted, mask.width, mask.height);
  const values = mask.values.map((value, i) => (value === 0 && distances[i] <= reach * reach ? 255 : value));
  return { ...mask, values };
}
