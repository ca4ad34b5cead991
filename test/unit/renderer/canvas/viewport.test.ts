import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ViewportModel } from '../../../../renderer/canvas/viewport.ts';
import { cornersOfBox, mapped } from '../../../../renderer/document/layer-matrix.ts';
import { toScreen, turnMatrix, viewMatrix } from '../../../../renderer/document/view-transform.ts';

function opened(page = { width: 1000, height: 500 }): ViewportModel {
  const viewport = new ViewportModel(page);
  viewport.setView({ width: 1064, height: 864 });
  return viewport;
}

describe('the view', () => {
  it('opens with the whole page in the middle', () => {
    expect(opened().get()).toEqual({ zoom: 1, x: 32, y: 182, angle: 0 });
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
    expect(viewport.get()).toEqual({ zoom: 0.5, x: moved.x + 50, y: moved.y, angle: 0 });
  });

  it('fits the page beside what floats over the view', () => {
    const viewport = new ViewportModel({ width: 500, height: 500 });
    viewport.setView({ width: 564, height: 664 }, { top: 0, right: 0, bottom: 100, left: 0 });
    expect(viewport.get()).toEqual({ zoom: 1, x: 32, y: 32, angle: 0 });
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
    expect(viewport.get()).toEqual({ zoom: 0.5, x: 157, y: 157, angle: 0 });
    // The page's own corner lies right of what is added.
    expect(viewport.toPage({ x: 157, y: 157 })).toEqual({ x: 0, y: 0 });
    viewport.setPage({ width: 500, height: 500 });
    expect(viewport.get().zoom).toBe(1);
  });
});

describe('a turned view', () => {
  const views = fc.record({
    angle: fc.oneof(fc.constantFrom(0, 90, 180, -90, 15, -45), fc.double({ min: -180, max: 180, noNaN: true })),
    zoom: fc.double({ min: 0.02, max: 64, noNaN: true }),
    dx: fc.integer({ min: -3000, max: 3000 }),
    dy: fc.integer({ min: -3000, max: 3000 }),
  });
  const places = fc.record({ x: fc.integer({ min: -500, max: 1500 }), y: fc.integer({ min: -500, max: 1500 }) });
  type Seen = typeof views extends fc.Arbitrary<infer T> ? T : never;

  function seenAs({ angle, zoom, dx, dy }: Seen): ViewportModel {
    const viewport = opened();
    viewport.turnTo(angle);
    viewport.zoomTo(zoom);
    viewport.panBy(dx, dy);
    return viewport;
  }

  it('leads from the window to the page and back to the same place, whatever the pan, the zoom and the turn', () => {
    fc.assert(
      fc.property(views, places, (seen, screen) => {
        const viewport = seenAs(seen);
        const back = toScreen(viewport.get(), viewport.toPage(screen));
        expect(back.x).toBeCloseTo(screen.x, 6);
        expect(back.y).toBeCloseTo(screen.y, 6);
        // Fabric is given the matrix in the place of the two.
        const { a, b, c, d, e, f } = viewMatrix(viewport.get());
        const page = viewport.toPage(screen);
        expect(a * page.x + c * page.y + e).toBeCloseTo(screen.x, 6);
        expect(b * page.x + d * page.y + f).toBeCloseTo(screen.y, 6);
      }),
    );
  });

  it('draws a place of the page where the pointer finds it', () => {
    fc.assert(
      fc.property(views, places, fc.constantFrom(1, 1.25, 2), (seen, page, ratio) => {
        const view = seenAs(seen).get();
        // What is drawn upright and then turned.
        const upright = { x: (view.x + page.x * view.zoom) * ratio, y: (view.y + page.y * view.zoom) * ratio };
        const drawn = mapped(turnMatrix(view, ratio), upright);
        const found = toScreen(view, page);
        // On its side, the page is drawn on whole device pixels.
        const most = view.angle % 90 === 0 ? 1 + 1e-6 : 1e-6 * ratio * 64;
        expect(Math.abs(drawn.x - found.x * ratio)).toBeLessThanOrEqual(most);
        expect(Math.abs(drawn.y - found.y * ratio)).toBeLessThanOrEqual(most);
      }),
    );
  });

  it('keeps the middle of the view in its place while it turns', () => {
    fc.assert(
      fc.property(fc.double({ min: -720, max: 720, noNaN: true }), (angle) => {
        const viewport = opened();
        const before = viewport.toPage(viewport.middle());
        viewport.turnBy(angle);
        const after = viewport.toPage(viewport.middle());
        expect(after.x).toBeCloseTo(before.x, 6);
        expect(after.y).toBeCloseTo(before.y, 6);
        expect(viewport.get().angle).toBeGreaterThan(-180);
        expect(viewport.get().angle).toBeLessThanOrEqual(180);
      }),
    );
  });

  it('never loses the page', () => {
    fc.assert(
      fc.property(views, (seen) => {
        const viewport = seenAs(seen);
        const isSeen = (x: number, y: number) => {
          const page = viewport.toPage({ x, y });
          return page.x >= 0 && page.y >= 0 && page.x <= 1000 && page.y <= 500;
        };
        // The page is never smaller than 20 by 10 on the screen.
        let seenAt = 0;
        for (let y = 0; y <= 864; y += 6) for (let x = 0; x <= 1064; x += 6) if (isSeen(x, y)) seenAt++;
        expect(seenAt).toBeGreaterThan(0);
      }),
    );
  });

  it('stays turned when the page is fitted, and shows all of it', () => {
    const viewport = opened();
    viewport.turnTo(90);
    viewport.fit();
    expect(viewport.get()).toEqual({ zoom: 0.8, x: 732, y: 32, angle: 90 });
    expect(viewport.toPage({ x: 732, y: 32 })).toEqual({ x: 0, y: 0 });
    viewport.turnTo(30);
    viewport.fit();
    for (const corner of cornersOfBox({ x: 0, y: 0, width: 1000, height: 500 })) {
      const { x, y } = toScreen(viewport.get(), corner);
      expect([x >= 31, x <= 1033, y >= 31, y <= 833]).toEqual([true, true, true, true]);
    }
  });

  it('tells the upright box of the page around what it shows', () => {
    const viewport = opened();
    viewport.turnTo(90);
    const { x, y, width, height } = viewport.sight();
    expect([x + width / 2, y + height / 2]).toEqual([500, 250]);
    expect([width, height]).toEqual([864, 1064]);
    expect(viewport.extent()).toEqual({ width: 1064, height: 864 });
  });

  it('is straight after as many turns back as there were', () => {
    const viewport = opened();
    for (let i = 0; i < 24; i++) viewport.turnBy(15);
    expect(viewport.get().angle).toBe(0);
    viewport.turnTo(180);
    viewport.turnBy(15);
    expect(viewport.get().angle).toBe(-165);
  });
});
