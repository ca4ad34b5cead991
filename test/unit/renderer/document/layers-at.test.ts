import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layersAt } from '../../../../renderer/document/layers-at.ts';
import { groupLayer } from '../../../../renderer/document/new-layer.ts';
import { idOf, layerWith } from '../../../helpers/documents.ts';

test('a layer is found by every place of its box, however it is turned, scaled and mirrored, and by none beside it', () => {
  const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });
  const box = {
    x: fc.integer({ min: -50, max: 50 }),
    y: fc.integer({ min: -50, max: 50 }),
    scaleX: fc.double({ min: 0.1, max: 4, noNaN: true }),
    scaleY: fc.double({ min: 0.1, max: 4, noNaN: true }),
    angle: fc.integer({ min: -180, max: 180 }),
    flipX: fc.boolean(),
  };
  fc.assert(
    fc.property(fc.record(box), share, share, (placed, across, down) => {
      const layer = layerWith({ ...placed, width: 100, height: 80 });
      const turn = (placed.angle * Math.PI) / 180;
      const at = (dx: number, dy: number) => ({
        x: placed.x + dx * Math.cos(turn) - dy * Math.sin(turn),
        y: placed.y + dx * Math.sin(turn) + dy * Math.cos(turn),
      });
      const [width, height] = [100 * placed.scaleX, 80 * placed.scaleY];
      expect(layersAt([layer], at(across * width, down * height))).toEqual([layer]);
      expect(layersAt([layer], at(width + 1, down * height))).toEqual([]);
      expect(layersAt([layer], at(across * width, -1))).toEqual([]);
    }),
  );
});

test('the topmost comes first, and hidden ones and groups are left out', () => {
  const [low, high, hidden] = [1, 2, 3].map((id) => layerWith({ id: idOf(id), visible: id !== 3 }));
  const inside = layerWith({ id: idOf(4), parentId: idOf(5) });
  const group = groupLayer({ id: idOf(5), name: 'Group', visible: false });
  if (low === undefined || high === undefined || hidden === undefined) throw new Error('There are three.');
  const found = layersAt([low, high, hidden, inside, group], { x: 10, y: 10 });
  expect(found.map(({ id }) => id)).toEqual([idOf(2), idOf(1)]);
});
