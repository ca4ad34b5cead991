import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openLayered } from '../../../main/pictures/layered/open.ts';
import { writeLayered } from '../../../main/pictures/layered/write.ts';
import { layeredTypes } from '../../../preload/contract/layered-formats.ts';
import { layeredPictureSchema } from '../../../preload/contract/layered-picture.ts';
import { layeredPictures, mergedOf, plainOf } from '../../helpers/layered-pictures.ts';

test.each(layeredTypes)(
  '%s keeps names, order, groups, modes, opacity, locks, masks, clipping and pixels',
  async (mediaType) => {
    await fc.assert(
      fc.asyncProperty(layeredPictures, async (picture) => {
        expect(layeredPictureSchema.safeParse(picture).success).toBe(true);
        const bytes = await writeLayered({ picture, merged: mergedOf(picture), mediaType });
        const opened = await openLayered({ bytes, name: '' });
        expect(opened.mediaType).toBe(mediaType);
        expect(opened.losses).toEqual([]);
        expect(plainOf(opened.picture)).toEqual(plainOf(picture));
      }),
      { numRuns: 60 },
    );
  },
);

test('guides of a Photoshop file come back, to a 32nd of a pixel, except those beside the page', async () => {
  const guides = [
    { orientation: 'vertical', position: 2.03 },
    { orientation: 'horizontal', position: 0 },
    { orientation: 'horizontal', position: -5 },
    { orientation: 'vertical', position: 3 },
  ] as const;
  const picture = { width: 4, height: 4, layers: [], guides: [...guides] };
  const bytes = await writeLayered({ picture, merged: mergedOf(picture), mediaType: 'image/vnd.adobe.photoshop' });
  const opened = await openLayered({ bytes, name: '' });
  expect(opened.picture.guides).toEqual([
    { orientation: 'vertical', position: 2 + 1 / 32 },
    { orientation: 'horizontal', position: 0 },
    { orientation: 'vertical', position: 3 },
  ]);
});
