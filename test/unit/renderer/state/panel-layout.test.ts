import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dockSides,
  firstPanelLayout,
  LEAST_WIDTH,
  MOST_WIDTH,
  type PanelLayout,
  panelLayoutSchema,
  panelNames,
} from '../../../../preload/contract/panel-layout.ts';
import { allOn, complete, moved, opened, openOn, resized, sideOf } from '../../../../renderer/state/panel-layout.ts';

const panel = fc.constantFrom(...panelNames);
const side = fc.constantFrom(...dockSides);
const step = fc.oneof(
  fc.record({ kind: fc.constant('move' as const), panel, side, index: fc.integer({ min: 0, max: 4 }) }),
  fc.record({ kind: fc.constant('all' as const), side }),
  fc.record({ kind: fc.constant('open' as const), panel }),
  fc.record({ kind: fc.constant('width' as const), side, width: fc.integer({ min: -100, max: 5000 }) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function after(layout: PanelLayout, next: Step): PanelLayout {
  if (next.kind === 'move') return moved(layout, next.panel, next.side, next.index);
  if (next.kind === 'all') return allOn(layout, next.side);
  return next.kind === 'open' ? opened(layout, next.panel) : resized(layout, next.side, next.width);
}

describe('the side panels', () => {
  it('are all there once, whatever is done to them, and can be kept', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const layout = steps.reduce(after, firstPanelLayout);
        expect([...layout.panels.left, ...layout.panels.right].toSorted()).toEqual([...panelNames].toSorted());
        for (const one of dockSides) {
          const open = openOn(layout, one);
          expect(open === null).toBe(layout.panels[one].length === 0);
          if (open !== null) expect(layout.panels[one]).toContain(open);
        }
        expect(panelLayoutSchema.parse(layout)).toEqual(layout);
        expect(complete(layout)).toEqual(layout);
      }),
    );
  });

  it('come to the place where they are dropped, and are open there', () => {
    const sorted = moved(firstPanelLayout, 'history', 'right', 1);
    expect(sorted.panels.right).toEqual(['layers', 'history', 'describe', 'gallery']);
    expect(openOn(sorted, 'right')).toBe('history');
    const split = moved(moved(sorted, 'gallery', 'left', 0), 'layers', 'left', 1);
    expect(split.panels).toEqual({ left: ['gallery', 'layers'], right: ['history', 'describe'] });
    expect(openOn(split, 'left')).toBe('layers');
    expect(openOn(split, 'right')).toBe('history');
    expect(sideOf(split, 'describe')).toBe('right');
  });

  it('go to one side together, which leaves open what was open there', () => {
    const split = opened(moved(firstPanelLayout, 'gallery', 'left', 0), 'history');
    expect(allOn(split, 'right')).toMatchObject({
      panels: { left: [], right: ['layers', 'describe', 'history', 'gallery'] },
      chosen: { right: 'history' },
    });
    expect(openOn(allOn(firstPanelLayout, 'left'), 'left')).toBe('layers');
  });

  it('are shown again when one is opened', () => {
    expect(opened({ ...firstPanelLayout, hidden: true }, 'history')).toMatchObject({
      hidden: false,
      chosen: { right: 'history' },
    });
  });

  it('keep between their limits', () => {
    expect(resized(firstPanelLayout, 'left', 10).widths.left).toBe(LEAST_WIDTH);
    expect(resized(firstPanelLayout, 'left', 1e4).widths.left).toBe(MOST_WIDTH);
    expect(resized(firstPanelLayout, 'left', null).widths.left).toBeNull();
  });

  it('are completed where a kept layout names one twice, or not at all', () => {
    const kept = {
      ...firstPanelLayout,
      panels: { left: ['gallery', 'gallery'], right: ['gallery', 'layers'] },
    } as const;
    expect(complete(kept as unknown as PanelLayout).panels).toEqual({
      left: ['gallery'],
      right: ['layers', 'describe', 'history'],
    });
  });
});
