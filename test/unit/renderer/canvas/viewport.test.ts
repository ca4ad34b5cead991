import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ViewportModel } from '../../../../renderer/canvas/viewport.ts';

function opened(page = { width: 1000, height: 500 }): ViewportModel {
  const viewport = new ViewportModel(page);
  viewport.setView({ width: 1064, height: 864 });
  return viewport;
}

describe('the view', () => {
  it('opens with the whole page in the middle', () => {
    expect(opened().get()).toEqual({ zoom: 1, x: 32, y: 182 });
  });

  it('keeps the place under the pointer when it zooms', () => {
    const inside = fc.record({ x: fc.integer({ min: 100, max: 980 }), y: fc.integer({ min: 200, max: 680 }) });
    fc.assert(
      fc.property(inside, fc.double({ min: 0.5, max: 4, noNaN: true }), (screen, factor) => {
        const viewport = opened();
        const before = viewport.toPage(screen);
        viewport.zoomAt(screen, factor);
        const after = viewport.toPage(screen);
        expect(after.x).toBeCloseTo(before.x, 6);
        expect(after.y).toBeCloseTo(before.y, 6);
      }),
    );
  });

  it('never loses the page, however far it is thrown', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), (dx, dy) => {
        const viewport = opened();
        viewport.panBy(dx, dy);
        const { x, y, zoom } = viewport.get();
        expect(x + 1000 * zoom).toBeGreaterThan(0);
        expect(y + 500 * zoom).toBeGreaterThan(0);
        expect(x).toBeLessThan(1064);
        expect(y).toBeLessThan(864);
      }),
    );
  });

  it('stays under the pointer while a gesture changes the page, and is fitted afterwards', () => {
    const viewport = opened();
    const before = viewport.get();
    viewport.hold(true);
    viewport.setPage({ x: -1000, y: 0, width: 2000, height: 500 });
    expect(viewport.get()).toEqual(before);
    viewport.hold(false);
    expect(viewport.get()).toMatchObject({ zoom: 0.5, x: 532 });
  });

  it('stays between its limits and reaches 100 % by the keys', () => {
    const viewport = opened();
    for (let i = 0; i < 60; i++) viewport.zoomIn();
    expect(viewport.get().zoom).toBe(64);
    for (let i = 0; i < 60; i++) viewport.zoomOut();
    expect(viewport.get().zoom).toBeCloseTo(0.02, 9);
    viewport.actualSize();
    expect(viewport.get().zoom).toBeCloseTo(1, 9);
  });

  it('fits anew when the window changes, until the artist moves the view', () => {
    const viewport = opened();
    viewport.setView({ width: 564, height: 864 });
    expect(viewport.get().zoom).toBe(0.5);
    viewport.panBy(10, 0);
    const moved = viewport.get();
    viewport.setView({ width: 664, height: 864 });
    expect(viewport.get()).toEqual({ zoom: 0.5, x: moved.x + 50, y: moved.y });
  });

  it('fits the page beside what floats over the view', () => {
    const viewport = new ViewportModel({ width: 500, height: 500 });
    viewport.setView({ width: 564, height: 664 }, { top: 0, right: 0, bottom: 100, left: 0 });
    expect(viewport.get()).toEqual({ zoom: 1, x: 32, y: 32 });
  });

  it('fits a page of another size', () => {
    const viewport = opened();
    viewport.panBy(50, 50);
    viewport.setPage({ width: 2000, height: 1000 });
    expect(viewport.get().zoom).toBe(0.5);
  });

  it('fits a page that is to grow with what is added, and says page pixels as before', () => {
    const viewport = new ViewportModel({ width: 500, height: 500 });
    viewport.setView({ width: 564, height: 564 });
    viewport.setPage({ x: -250, y: 0, width: 1000, height: 500 });
    expect(viewport.get()).toEqual({ zoom: 0.5, x: 157, y: 157 });
    // The page's own corner lies right of what is added.
    expect(viewport.toPage({ x: 157, y: 157 })).toEqual({ x: 0, y: 0 });
    viewport.setPage({ width: 500, height: 500 });
    expect(viewport.get().zoom).toBe(1);
  });
});
