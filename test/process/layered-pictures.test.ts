/** Files with layers in the real picture process, whose thread can be stopped. */
import { afterAll, expect, test } from 'vitest';
import { pictureProcess } from '../../main/pictures/child.ts';
import { layeredTypes } from '../../preload/contract/layered-formats.ts';
import type { LayeredPicture } from '../../preload/contract/layered-picture.ts';
import { mergedOf, plainOf } from '../helpers/layered-pictures.ts';
import { patterned, pngOf } from '../helpers/pixel-studio.ts';

const decoder = pictureProcess();
afterAll(() => decoder.close());

const locks = { all: false, position: false, transparency: false };
const look = { visible: true, opacity: 0.5, blendMode: 'multiply', clipped: false, tag: 'red', locks } as const;

function pictureOf(side: number): LayeredPicture {
  const pixels = { x: 0, y: 0, width: side, height: side, png: pngOf(patterned(side, side)) };
  return {
    width: side,
    height: side,
    layers: [
      { kind: 'picture', name: 'Sky', parent: 1, ...look, pixels, mask: null },
      { kind: 'group', name: 'Sea', parent: null, ...look, pixels: null, mask: null },
    ],
  };
}

test.each(layeredTypes)('%s goes through the process and comes back', async (mediaType) => {
  const picture = pictureOf(24);
  const { bytes } = await decoder.writeLayered({ picture, merged: mergedOf(picture), mediaType });
  const opened = await decoder.openLayered({ bytes, name: 'sea' });
  expect(plainOf(opened.picture)).toEqual(plainOf(picture));
  await expect(decoder.openLayered({ bytes: bytes.slice(0, 200), name: 'sea' })).rejects.toThrow(
    '“sea” cannot be read',
  );
});

test('writing is stopped at once, and the next file is written', async () => {
  const large = pictureOf(1500);
  const cancelling = new AbortController();
  const mediaType = 'image/vnd.adobe.photoshop';
  const writing = decoder.writeLayered(
    { picture: large, merged: mergedOf(large), mediaType },
    { signal: cancelling.signal },
  );
  cancelling.abort();
  await expect(writing).rejects.toMatchObject({ failure: { kind: 'cancelled' } });
  const small = pictureOf(8);
  const { bytes } = await decoder.writeLayered({ picture: small, merged: mergedOf(small), mediaType });
  expect((await decoder.openLayered({ bytes, name: '' })).picture.layers).toHaveLength(2);
});
