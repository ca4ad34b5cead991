import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskInLayer, maskOfFrame } from '../../../../renderer/document/layer-space.ts';
import { layerWith } from '../../../helpers/documents.ts';

const PAGE = { width: 17, height: 13 };
const anyMask = fc
  .uint8Array({ minLength: PAGE.width * PAGE.height, maxLength: PAGE.width * PAGE.height })
  .map((values) => ({ ...PAGE, values: Uint8Array.from(values) }));

const valueAt = ({ values }: { values: Uint8Array }, x: number, y: number) =>
  x < 0 || y < 0 || x >= PAGE.width || y >= PAGE.height ? 0 : (values[y * PAGE.width + x] ?? 0);

describe('a region in the pixels of a layer', () => {
  it('is exact where pixels fall on pixels, mirrored or turned by quarters as the layer is', () => {
    const anyPlace = fc.record({
      x: fc.integer({ min: -9, max: 20 }),
      y: fc.integer({ min: -9, max: 20 }),
      flipX: fc.boolean(),
      flipY: fc.boolean(),
      angle: fc.constantFrom(0, 90, 180, -90),
    });
    fc.assert(
      fc.property(anyMask, anyPlace, (mask, place) => {
        const layer = layerWith({ width: 7, height: 5, ...place });
        const { values } = maskInLayer(mask, layer);
        // Of a turned layer, where its pixels lie is told by hand.
        const onPage = (u: number, v: number): [number, number] => {
          if (place.angle === 90) return [place.x - 1 - v, place.y + u];
          if (place.angle === 180) return [place.x - 1 - u, place.y - 1 - v];
          return place.angle === -90 ? [place.x + v, place.y - 1 - u] : [place.x + u, place.y + v];
        };
        for (let v = 0; v < 5; v++) {
          for (let u = 0; u < 7; u++) {
            const [x, y] = onPage(place.flipX ? 6 - u : u, place.flipY ? 4 - v : v);
            expect(values[v * 7 + u]).toBe(valueAt(mask, x, y));
          }
        }
      }),
    );
  });

  it('lies between the values of the neighbours where the layer is scaled', () => {
    const mask = { width: 2, height: 1, values: Uint8Array.of(0, 200) };
    const layer = layerWith({ width: 4, height: 1, scaleX: 0.5, scaleY: 1 });
    expect([...maskInLayer(mask, layer).values]).toEqual([0, 50, 150, 150]);
  });

  it('has a value of its own beside the page', () => {
    const mask = { width: 1, height: 1, values: Uint8Array.of(9) };
    expect([...maskInLayer(mask, layerWith({ width: 3, height: 1, x: -1 }), 255).values]).toEqual([255, 9, 255]);
  });
});

it('a mask hides outside of its frame, and its picture may be smaller than the frame', () => {
  const picture = { width: 1, height: 1, values: Uint8Array.of(255) };
  const frame = { x: 1, y: 0, width: 1, height: 1 };
  expect([...maskOfFrame(picture, frame, { width: 3, height: 2 }).values]).toEqual([0, 255, 0, 0, 0, 0]);
  const wide = maskOfFrame(
    { width: 2, height: 1, values: Uint8Array.of(0, 255) },
    { x: 0, y: 0, width: 4, height: 1 },
    { width: 4, height: 1 },
  );
  expect([...wide.values]).toEqual([0, 64, 191, 191]);
});
