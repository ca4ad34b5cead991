import type { CropAspect } from '../tool-options.ts';

const sides: Readonly<Record<Exclude<CropAspect, 'free' | 'page'>, readonly [across: number, down: number]>> = {
  '1:1': [1, 1],
  '4:5': [4, 5],
  '5:4': [5, 4],
  '2:3': [2, 3],
  '3:2': [3, 2],
  '9:16': [9, 16],
  '16:9': [16, 9],
};

/** The width divided by the height; null where it is free. */
export function aspectOf(aspect: CropAspect, page: { readonly width: number; readonly height: number }): number | null {
  if (aspect === 'free') return null;
  if (aspect === 'page') return page.width / page.height;
  const [across, down] = sides[aspect];
  return across / down;
}
