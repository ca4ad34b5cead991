import fc from 'fast-check';
import { expect, it } from 'vitest';
import { croppedRaster, keepInside, keepOutside, shownBox } from '../../../../renderer/document/raster-parts.ts';

const [width, height] = [6, 5];
const anyRgba = fc.uint8Array({ minLength: 4 * width * height, maxLength: 4 * width * height });
const anyValues = fc.array(fc.constantFrom(0, 0, 255, 255, 1, 128), {
  minLength: width * height,
  maxLength: width * height,
});

it('what lies outside of a mask keeps its bytes, and what is cleared leaves no colour', () => {
  fc.assert(
    fc.property(anyRgba, anyValues, fc.boolean(), (given, list, inside) => {
      const rgba = Uint8Array.from(given);
      const values = Uint8Array.from(list);
      (inside ? keepInside : keepOutside)({ width, height, rgba }, { width, height, values });
      for (let at = 0; at < values.length; at++) {
        const share = inside ? (values[at] ?? 0) : 255 - (values[at] ?? 0);
        const [before, after] = [given.slice(4 * at, 4 * at + 4), rgba.slice(4 * at, 4 * at + 4)];
        if (share === 255) expect(after).toEqual(Uint8Array.from(before));
        else expect(after[3]).toBe(Math.round(((before[3] ?? 0) * share) / 255));
        if (after[3] === 0 && before[3] !== 0) expect([...after]).toEqual([0, 0, 0, 0]);
        if (after[3] !== 0) expect([...after.slice(0, 3)]).toEqual([...before.slice(0, 3)]);
      }
    }),
  );
});

it('the shown box holds every pixel that is not clear, and no empty row or column at its sides', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(0, 0, 0, 0, 0, 7), { minLength: 30, maxLength: 30 }), (alphas) => {
      const raster = { width, height, rgba: Uint8Array.from(alphas.flatMap((alpha) => [1, 2, 3, alpha])) };
      const box = shownBox(raster);
      const places = alphas.flatMap((alpha, at) =>
        alpha === 0 ? [] : [[at % width, Math.floor(at / width)] as const],
      );
      if (box === null) {
        expect(places).toEqual([]);
        return;
      }
      const [xs, ys] = [places.map(([x]) => x), places.map(([, y]) => y)];
      expect(box).toEqual({
        x: Math.min(...xs),
        y: Math.min(...ys),
        width: Math.max(...xs) - Math.min(...xs) + 1,
        height: Math.max(...ys) - Math.min(...ys) + 1,
      });
      const part = croppedRaster(raster, box);
      expect(part.rgba.filter((value, at) => at % 4 === 3 && value !== 0)).toHaveLength(places.length);
    }),
  );
});
