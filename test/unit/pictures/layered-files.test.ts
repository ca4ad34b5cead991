import { type AdjustmentLayer, type Layer, writePsdUint8Array } from 'ag-psd';
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

test('what Photoshop’s adjustments do here is read, and what they do otherwise is named', async () => {
  const size = { width: 4, height: 4 };
  const one = { a: 0, b: 0, c: 0, d: 0, hue: 0, saturation: 0, lightness: 0 };
  const openedOf = (layer: Layer) => {
    const psd = { ...size, children: [layer], imageData: { ...size, data: new Uint8ClampedArray(64).fill(255) } };
    return openLayered({ bytes: new Uint8Array(writePsdUint8Array(psd)), name: '' });
  };
  const read = async (layer: Layer) => {
    const { picture, losses } = await openedOf(layer);
    return { layers: picture.layers.map(({ kind, adjustment, fill }) => ({ kind, adjustment, fill })), losses };
  };
  const adjusting = (adjustment: AdjustmentLayer) => read({ name: 'Adjustment', adjustment });
  expect(await adjusting({ type: 'brightness/contrast', brightness: 150, contrast: -20 })).toEqual({
    layers: [{ kind: 'adjustment', adjustment: { type: 'brightness-contrast', brightness: 100, contrast: -20 } }],
    losses: ['adjustment-look'],
  });
  expect(await adjusting({ type: 'hue/saturation', master: { ...one, hue: 30 }, reds: { ...one, hue: 9 } })).toEqual({
    layers: [{ kind: 'adjustment', adjustment: { type: 'hue-saturation', hue: 30, saturation: 0, lightness: 0 } }],
    losses: ['adjustment-look'],
  });
  // The first byte of the setting says that all is given one hue, which no adjustment of the studio does.
  expect(await adjusting({ type: 'hue/saturation', master: { ...one, a: 256, b: 20 } })).toEqual({
    layers: [],
    losses: ['adjustment'],
  });
  expect(await adjusting({ type: 'posterize', levels: 4 })).toEqual({ layers: [], losses: ['adjustment'] });
  expect(await read({ name: 'Fill', vectorFill: { type: 'color', color: { r: 1, g: 2, b: 254.6 } } })).toEqual({
    layers: [{ kind: 'fill', fill: { type: 'solid', colour: { red: 1, green: 2, blue: 255 } } }],
    losses: [],
  });
  const invert: Layer = { name: 'Invert', adjustment: { type: 'invert' } };
  const group: Layer = { name: 'Group', blendMode: 'pass through', children: [invert] };
  const { picture, losses } = await openedOf(group);
  expect(picture.layers).toMatchObject([{ kind: 'adjustment' }, { kind: 'group', passThrough: true }]);
  expect(losses).toEqual([]);
});
