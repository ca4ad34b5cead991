import type { Manifest } from '../../../preload/contract/manifest.ts';

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Shapes that are offered besides the native ones, as width to height. */
const SHAPES = [
  [1, 1],
  [4, 3],
  [3, 4],
  [3, 2],
  [2, 3],
  [16, 9],
  [9, 16],
] as const;

/**
 * The sizes to choose from, in pixels: first the model's native sizes, then other shapes with about the area of the
 * best size, in whole cells of the codec. No size is listed twice.
 */
export function offeredSizes({ nativeSizes, codec }: Pick<Manifest, 'nativeSizes' | 'codec'>): PictureSize[] {
  const best = nativeSizes[0];
  if (best === undefined) return [];
  const patch = codec.patchSize;
  const area = best.width * best.height;
  const shapes = SHAPES.map(([across, down]) => {
    const unit = Math.sqrt(area / (across * down));
    return { width: toCells(unit * across, patch), height: toCells(unit * down, patch) };
  });
  return distinct([...nativeSizes, ...shapes]);
}

/** The multiple of the codec's cell size that is nearest to `pixels`, at least one cell. */
export function toCells(pixels: number, patch: number): number {
  return Math.max(1, Math.round(pixels / patch)) * patch;
}

function distinct(sizes: readonly PictureSize[]): PictureSize[] {
  const seen = new Set<string>();
  return sizes.filter(({ width, height }) => {
    const key = `${width}x${height}`;
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
}
