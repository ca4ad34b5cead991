import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstAids } from '../../../../preload/contract/view-aids.ts';
import { edgesOf, type SnapLine, type SnapLines, snapEdges } from '../../../../renderer/document/snap.ts';
import { snapBox } from '../../../../renderer/document/snap-box.ts';
import { snapLinesOf } from '../../../../renderer/document/snap-lines.ts';
import { spacingOf } from '../../../../renderer/document/snap-spacing.ts';
import { PageSnapping } from '../../../../renderer/document/snapping.ts';
import { documentWith, idOf, layerWith } from '../../../helpers/documents.ts';

const whole = fc.integer({ min: -200, max: 200 });
const side = fc.integer({ min: 0, max: 100 });
const anyBox = fc.record({ x: whole, y: whole, width: side, height: side });
const anyLine: fc.Arbitrary<SnapLine> = fc.record({ at: whole, from: whole, to: whole });
const anyAxis = fc.record({
  lines: fc.array(anyLine, { maxLength: 8 }),
  grid: fc.option(fc.integer({ min: 3, max: 80 }), { nil: null }),
});
const anyLines: fc.Arbitrary<SnapLines> = fc.record({ x: anyAxis, y: anyAxis });
const tolerance = fc.integer({ min: 0, max: 12 });

const axes = [
  ['x', 'dx'],
  ['y', 'dy'],
] as const;

/** The nearest distance from any edge to any line or grid line, by trying all of them. */
function nearest(edges: readonly number[], { lines, grid }: SnapLines['x']): number {
  const places = lines.map(({ at }) => at);
  if (grid !== null) for (let at = -400; at <= 400; at++) places.push(at * grid);
  return Math.min(...edges.flatMap((edge) => places.map((at) => Math.abs(at - edge))));
}

describe('a box that snaps', () => {
  it('moves to the nearest line within the tolerance, and else not at all', () => {
    fc.assert(
      fc.property(anyBox, anyLines, tolerance, (box, lines, most) => {
        const edges = edgesOf(box);
        const snapped = snapEdges(edges, box, lines, most);
        for (const [axis, by] of axes) {
          const least = nearest(edges[axis], lines[axis]);
          expect(Math.abs(snapped[by])).toBeCloseTo(least <= most ? least : 0, 6);
        }
      }),
    );
  });

  it('stays where it is when it snaps again', () => {
    fc.assert(
      fc.property(anyBox, anyLines, tolerance, (box, lines, most) => {
        const { dx, dy } = snapEdges(edgesOf(box), box, lines, most);
        const moved = { ...box, x: box.x + dx, y: box.y + dy };
        const again = snapEdges(edgesOf(moved), moved, lines, most);
        expect(again.dx).toBeCloseTo(0, 6);
        expect(again.dy).toBeCloseTo(0, 6);
      }),
    );
  });

  it('shows just the lines on which one of its edges then lies, each once, along itself and what it has met', () => {
    fc.assert(
      fc.property(anyBox, anyLines, tolerance, (box, lines, most) => {
        const edges = edgesOf(box);
        const { dx, dy, shown } = snapEdges(edges, box, lines, most);
        for (const [axis, by] of axes) {
          const offset = axis === 'x' ? dx : dy;
          const met = lines[axis].lines.filter(({ at }) => edges[axis].some((edge) => edge + offset === at));
          const isSnapped = nearest(edges[axis], lines[axis]) <= most;
          const own = shown.filter((line) => line.axis === axis);
          expect(own.map(({ at }) => at).sort()).toEqual(isSnapped ? [...new Set(met.map(({ at }) => at))].sort() : []);
          const along = by === 'dx' ? box.y + dy : box.x + dx;
          for (const line of own) {
            for (const one of met.filter(({ at }) => at === line.at)) expect(line.from).toBeLessThanOrEqual(one.from);
            expect(line.from).toBeLessThanOrEqual(along);
          }
        }
      }),
    );
  });

  it('snaps alike wherever the page lies', () => {
    fc.assert(
      fc.property(anyBox, anyLines, tolerance, whole, (box, lines, most, by) => {
        const bare = { x: { ...lines.x, grid: null }, y: { ...lines.y, grid: null } };
        const shifted = (axis: SnapLines['x']) => ({
          ...axis,
          lines: axis.lines.map((line) => ({ ...line, at: line.at + by })),
        });
        const moved = { ...box, x: box.x + by, y: box.y + by };
        const here = snapEdges(edgesOf(box), box, bare, most);
        const there = snapEdges(edgesOf(moved), moved, { x: shifted(bare.x), y: shifted(bare.y) }, most);
        expect([there.dx, there.dy]).toEqual([here.dx, here.dy]);
      }),
    );
  });
});

describe('distances', () => {
  const layersIn = fc.array(
    fc.record({ x: whole, y: fc.constant(0), width: fc.integer({ min: 1, max: 60 }), height: fc.constant(10) }),
    {
      maxLength: 6,
    },
  );
  const moving = fc.record({
    x: whole,
    y: fc.constant(0),
    width: fc.integer({ min: 1, max: 60 }),
    height: fc.constant(10),
  });

  it('are alike after the offset, which stays within the tolerance, and end at the box or a neighbour', () => {
    fc.assert(
      fc.property(moving, layersIn, tolerance, (box, boxes, most) => {
        const found = spacingOf('x', box, boxes, most);
        if (found === null) return;
        const { offset, gaps } = found;
        expect(Math.abs(offset)).toBeLessThanOrEqual(most);
        const [first, second] = gaps.map(({ from, to }) => to - from);
        expect(first).toBeCloseTo(second ?? 0, 6);
        const placed = { ...box, x: box.x + offset };
        const ends = [placed, ...boxes].flatMap(({ x, width }) => [x, x + width]);
        for (const end of gaps.flatMap(({ from, to }) => [from, to]))
          expect(Math.min(...ends.map((one) => Math.abs(one - end)))).toBeLessThan(1e-6);
      }),
    );
  });

  it('are found between two layers, beside them on either side, and down as across', () => {
    const boxes = [
      { x: 0, y: 0, width: 10, height: 10 },
      { x: 100, y: 0, width: 10, height: 10 },
    ];
    const box = { x: 48, y: 5, width: 20, height: 10 };
    expect(spacingOf('x', box, boxes, 5)).toEqual({
      offset: -3,
      gaps: [
        { from: 10, to: 45 },
        { from: 65, to: 100 },
      ],
    });
    expect(spacingOf('x', { ...box, x: 203 }, boxes, 5)).toMatchObject({ offset: -3 });
    expect(spacingOf('x', { ...box, x: -112 }, boxes, 5)).toMatchObject({ offset: 2 });
    const turned = boxes.map(({ x, y, width, height }) => ({ x: y, y: x, width: height, height: width }));
    expect(spacingOf('y', { x: 5, y: 48, width: 10, height: 20 }, turned, 5)).toMatchObject({ offset: -3 });
    // A layer that is not level with the box is no neighbour.
    expect(spacingOf('x', { ...box, y: 50 }, boxes, 5)).toBeNull();
  });
});

describe('a box among others', () => {
  it('moves by no more than the tolerance, and the lines that it shows reach over all of it', () => {
    fc.assert(
      fc.property(anyBox, anyLines, fc.array(anyBox, { maxLength: 5 }), tolerance, (box, lines, boxes, most) => {
        const { dx, dy, shown } = snapBox(box, lines, boxes, most);
        expect(Math.max(Math.abs(dx), Math.abs(dy))).toBeLessThanOrEqual(most + 1e-6);
        const placed = { ...box, x: box.x + dx, y: box.y + dy };
        const edges = edgesOf(placed);
        for (const line of shown.filter(({ isGap }) => !isGap)) {
          const [low, high] =
            line.axis === 'x' ? edges.y.filter((_, at) => at !== 1) : edges.x.filter((_, at) => at !== 1);
          expect(Math.min(...edges[line.axis].map((edge) => Math.abs(edge - line.at)))).toBeLessThan(1e-5);
          expect(line.from).toBeLessThanOrEqual((low ?? 0) + 1e-6);
          expect(line.to).toBeGreaterThanOrEqual((high ?? 0) - 1e-6);
        }
      }),
    );
  });
});

describe('the lines of a page', () => {
  const guide = { id: idOf(1), orientation: 'vertical', position: 33 } as const;
  const layer = layerWith({ id: idOf(2), x: 10, y: 20, width: 40, height: 30 });
  const page = documentWith({ layers: [layer], guides: [guide] });
  const placesOf = ({ x, y }: SnapLines) => [x, y].map(({ lines }) => lines.map(({ at }) => at));

  it('are those of its guides, its edges and middle, and its visible layers', () => {
    expect(placesOf(snapLinesOf(page, firstAids, {}))).toEqual([
      [33, 0, 100, 200, 10, 30, 50],
      [0, 80, 160, 20, 35, 50],
    ]);
    const hidden = { ...page, layers: [{ ...layer, visible: false }] };
    const without = placesOf(snapLinesOf(page, { ...firstAids, guides: false }, { without: [layer.id] }));
    expect(placesOf(snapLinesOf(hidden, { ...firstAids, guides: false }, {}))).toEqual(without);
    expect(without).toEqual([
      [0, 100, 200],
      [0, 80, 160],
    ]);
  });

  it('reach as far on the screen at every zoom, and not at all while snapping is off', () => {
    const shown: unknown[] = [];
    const at = (zoom: number, snapping = true) =>
      new PageSnapping({
        document: () => page,
        aids: () => ({ ...firstAids, snapping }),
        zoom: () => zoom,
        show: (lines) => shown.push(lines.length),
      });
    expect(at(1).point({ x: 39, y: 70 }, false)).toEqual({ x: 33, y: 70 });
    expect(at(1).point({ x: 40, y: 70 }, false)).toEqual({ x: 40, y: 70 });
    expect(at(4).point({ x: 35, y: 70 }, false)).toEqual({ x: 35, y: 70 });
    expect(at(1, false).point({ x: 34, y: 70 }, false)).toEqual({ x: 34, y: 70 });
    expect(shown).toEqual([1]);
    const one = at(1);
    one.point({ x: 34, y: 70 }, false);
    expect(one.point({ x: 34, y: 70 }, true)).toEqual({ x: 34, y: 70 });
    expect(shown).toEqual([1, 1, 0]);
  });
});
