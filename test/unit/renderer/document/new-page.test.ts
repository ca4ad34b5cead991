import fc from 'fast-check';
import { expect, it } from 'vitest';
import { documentSchema } from '../../../../preload/contract/document.ts';
import { firstNewPage, lengthUnits, newPageSettingsSchema } from '../../../../preload/contract/new-page.ts';
import { inUnit, newPage, newPageSize, pagePresets, presetOf } from '../../../../renderer/document/new-page.ts';
import { takesSize } from '../../../../renderer/document/operations.ts';
import { idOf } from '../../../helpers/documents.ts';

const ground = { id: idOf(1), name: 'Background' };
const chosen = { ...firstNewPage, byFirstPicture: false };

it('knows A4 at 300 pixels an inch', () => {
  const presets = pagePresets({ width: 512, height: 512 });
  const a4 = presets.find(({ name }) => name === 'a4');
  expect(newPageSize({ ...chosen, ...a4 })).toEqual({ width: 2480, height: 3508 });
  expect(presetOf({ ...chosen, width: 2480, height: 3508 }, presets)?.name).toBe('a4');
  expect(presetOf({ ...chosen, width: 2481, height: 3508 }, presets)).toBeNull();
});

it('offers first what the model draws best, and nothing of a model where there is none', () => {
  expect(pagePresets({ width: 96, height: 64 })[0]).toMatchObject({ name: 'model', width: 96, height: 64 });
  expect(pagePresets(null).map(({ name }) => name)).toEqual(['square', 'portrait', 'landscape', 'uhd', 'a4']);
});

it('keeps the size to a hundredth of a length on paper where the unit changes', () => {
  const side = fc.integer({ min: 1, max: 8192 });
  fc.assert(
    fc.property(
      side,
      side,
      fc.integer({ min: 10, max: 2400 }),
      fc.constantFrom(...lengthUnits),
      (width, height, dpi, unit) => {
        const settings = { ...chosen, width, height, dpi };
        const there = inUnit(settings, unit);
        expect(newPageSettingsSchema.parse(there)).toEqual(there);
        const back = newPageSize(there);
        const slack = unit === 'px' ? 0 : 1 + 0.01 * dpi;
        expect(Math.abs(back.width - width)).toBeLessThanOrEqual(slack);
        expect(Math.abs(back.height - height)).toBeLessThanOrEqual(slack);
      },
    ),
  );
});

it('makes a page that keeps its size, on white, on nothing, or on a layer of a colour', () => {
  const sized = { ...chosen, width: 640, height: 480 };
  const white = newPage(sized, ground);
  expect(white).toEqual({ width: 640, height: 480, layers: [], region: [], sizeChosen: true, dpi: sized.dpi });
  expect(takesSize(white)).toBe(false);
  expect(newPage({ ...sized, ground: 'transparent' }, ground)).toMatchObject({ paper: false, layers: [] });
  const coloured = newPage({ ...sized, ground: 'colour', colour: { red: 1, green: 2, blue: 3 } }, ground);
  expect(documentSchema.parse(coloured)).toEqual(coloured);
  expect(coloured.layers).toMatchObject([{ ...ground, kind: 'shape', x: 0, y: 0, width: 640, height: 480 }]);
});

it('leaves the size to the first picture where that is asked for', () => {
  const page = newPage({ ...firstNewPage, width: 640, ground: 'colour' }, ground);
  expect(page).toEqual({ width: 1024, height: 1024, layers: [], region: [], dpi: 300 });
  expect(takesSize(page)).toBe(true);
});
