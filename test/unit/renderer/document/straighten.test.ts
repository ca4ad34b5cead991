import fc from 'fast-check';
import { expect, it } from 'vitest';
import { documentSchema } from '../../../../preload/contract/document.ts';
import { mapped, matrixOf } from '../../../../renderer/document/layer-matrix.ts';
import { groupLayer } from '../../../../renderer/document/new-layer.ts';
import { saveMask } from '../../../../renderer/document/operations.ts';
import { filledFrame, levellingDegrees, straightened, whyNotTurned } from '../../../../renderer/document/straighten.ts';
import { documentWith, idOf, layerWith, strokeWith } from '../../../helpers/documents.ts';

const degrees = fc.double({ min: -45, max: 45, noNaN: true });
const side = fc.integer({ min: 1, max: 4000 });
const place = fc.double({ min: -500, max: 500, noNaN: true });
const anyLayer = fc.record({
  x: place,
  y: place,
  scaleX: fc.double({ min: 0.1, max: 4, noNaN: true }),
  scaleY: fc.double({ min: 0.1, max: 4, noNaN: true }),
  angle: fc.double({ min: -360, max: 360, noNaN: true }),
  flipX: fc.boolean(),
});

it('moves every pixel of a layer as a turn of the page does, and keeps its size', () => {
  fc.assert(
    fc.property(anyLayer, degrees, fc.double({ min: 0, max: 1, noNaN: true }), (given, angle, share) => {
      const layer = layerWith({ id: idOf(1), ...given });
      const page = documentWith({ layers: [layer] });
      const turned = straightened(page, angle);
      expect(documentSchema.safeParse(turned).success).toBe(true);
      const [after] = turned.layers;
      if (after?.kind !== 'picture') throw new Error('The layer is gone.');
      expect([after.width, after.height, after.scaleX, after.scaleY]).toEqual([
        ...[layer.width, layer.height, layer.scaleX, layer.scaleY],
      ]);
      const frame = angle === 0 ? { x: 0, y: 0 } : filledFrame(page, angle);
      const pixel = { x: share * layer.width, y: layer.height / 3 };
      const [before, now] = [mapped(matrixOf(layer), pixel), mapped(matrixOf(after), pixel)];
      const radians = (angle * Math.PI) / 180;
      const [dx, dy] = [before.x - page.width / 2, before.y - page.height / 2];
      expect(now.x).toBeCloseTo(page.width / 2 + dx * Math.cos(radians) - dy * Math.sin(radians) - frame.x, 5);
      expect(now.y).toBeCloseTo(page.height / 2 + dx * Math.sin(radians) + dy * Math.cos(radians) - frame.y, 5);
    }),
  );
});

it('leaves no corner of the page empty, and keeps the middle and the shape of the page', () => {
  fc.assert(
    fc.property(side, side, degrees, (width, height, angle) => {
      const frame = filledFrame({ width, height }, angle);
      expect([frame.x, frame.y, frame.width, frame.height].every(Number.isInteger)).toBe(true);
      expect([frame.width + 2 * frame.x, frame.height + 2 * frame.y]).toEqual([width, height]);
      expect(Math.min(frame.width, frame.height)).toBeGreaterThanOrEqual(1);
      // A page that is too narrow for its turn keeps a pixel or two, and those do not fit.
      if (Math.min(frame.width, frame.height) <= 2) return;
      // A corner of the frame, turned back, lies on the page as it was.
      const radians = (angle * Math.PI) / 180;
      const [cos, sin] = [Math.abs(Math.cos(radians)), Math.abs(Math.sin(radians))];
      expect((frame.width * cos + frame.height * sin) / 2).toBeLessThanOrEqual(width / 2 + 1e-6);
      expect((frame.width * sin + frame.height * cos) / 2).toBeLessThanOrEqual(height / 2 + 1e-6);
    }),
  );
});

it('turns a line to the nearer of level and upright', () => {
  expect(levellingDegrees({ x: 0, y: 0 }, { x: 100, y: 10 })).toBeCloseTo(-5.71, 2);
  expect(levellingDegrees({ x: 100, y: 10 }, { x: 0, y: 0 })).toBeCloseTo(-5.71, 2);
  expect(levellingDegrees({ x: 0, y: 0 }, { x: 10, y: -100 })).toBeCloseTo(-5.71, 2);
  expect(levellingDegrees({ x: 0, y: 0 }, { x: 50, y: 0 })).toBe(0);
});

it('clears the region, whose steps are upright, and refuses what only new pixels could turn', () => {
  const page = documentWith({ layers: [layerWith({ id: idOf(1) })], region: [strokeWith()] });
  expect(straightened(page, 5).region).toEqual([]);
  expect(straightened(page, 0)).toBe(page);
  const mask = { enabled: true, x: 0, y: 0, width: 4, height: 4, blob: 'a'.repeat(64) };
  const masked = documentWith({ layers: [groupLayer({ id: idOf(2), name: 'Group', mask })] });
  expect(whyNotTurned(masked)).toBe('page-mask');
  expect(straightened(masked, 5)).toBe(masked);
  const saved = saveMask(page, { id: idOf(3), name: 'Sky', blob: 'b'.repeat(64), x: 0, y: 0, width: 4, height: 4 });
  expect(whyNotTurned(saved)).toBe('saved-masks');
  expect(straightened(saved, 5)).toBe(saved);
});
