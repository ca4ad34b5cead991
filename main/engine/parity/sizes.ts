/** Compares working sizes of input pictures. */
import { type Size, workingSize } from '../framing/sizes.ts';
import { type Oracle, sizesSchema } from './oracle.ts';
import { countDifferent, equal, type Outcome } from './outcome.ts';

/** Compares all recorded sizes. */
export function compareSizes(oracle: Oracle): Outcome[] {
  const sides = ({ width, height }: Size) => [width, height];
  return oracle.json('sizes.json', sizesSchema).cases.map((wanted) => {
    const got = workingSize(wanted.target, wanted.width, wanted.height);
    const numbers = [got.chosen, got.afterBox, got.afterBicubic].flatMap(sides);
    const different = countDifferent(numbers, [wanted.chosen, wanted.afterBox, wanted.afterBicubic].flat());
    return equal(`size ${wanted.width}x${wanted.height} for ${wanted.target}`, different, 'sizes');
  });
}
