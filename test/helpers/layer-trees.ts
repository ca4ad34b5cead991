import fc from 'fast-check';
import { blendModes, type Layer } from '../../preload/contract/document.ts';
import { groupLayer } from '../../renderer/document/new-layer.ts';
import { idOf, layerWith } from './documents.ts';

/** Layers in groups of any shape, some of them locked, some with masks. */

const rarely = fc.integer({ min: 0, max: 5 }).map((one) => one === 0);

const anyOne = fc.record({
  isGroup: fc.boolean(),
  parent: fc.nat(20),
  visible: fc.boolean(),
  opacity: fc.double({ min: 0, max: 1, noNaN: true }),
  blendMode: fc.constantFrom(...blendModes),
  locks: fc.record({ all: rarely, position: rarely, transparency: rarely }),
  masked: rarely,
  enabled: fc.boolean(),
  x: fc.integer({ min: -50, max: 150 }),
  y: fc.integer({ min: -50, max: 150 }),
  angle: fc.constantFrom(0, 0, 0, 30, -90),
  scaleX: fc.constantFrom(1, 0.5, 2),
});

/** Up to nine, whose ids are those of the numbers from 1 on. */
export const anyLayers: fc.Arbitrary<Layer[]> = fc.array(anyOne, { maxLength: 9 }).map((ones) =>
  ones.map(({ isGroup, parent, masked, enabled, x, y, angle, scaleX, ...own }, at): Layer => {
    const groups = ones.slice(0, at).flatMap((one, place) => (one.isGroup ? [idOf(place + 1)] : []));
    const mask = masked ? { blob: 'b'.repeat(64), enabled, x, y, width: 30, height: 20 } : null;
    const parentId = groups[parent % (groups.length + 1)] ?? null;
    const shared = { ...own, id: idOf(at + 1), name: `Layer ${at + 1}`, parentId, mask };
    return isGroup
      ? groupLayer({ ...shared, ...(at % 3 === 0 && { passThrough: true }) })
      : layerWith({ ...shared, x, y, angle, scaleX });
  }),
);

/** Layers of a page by numbers, whatever it holds. */
export function pickIds(layers: readonly Layer[], picks: readonly number[]): string[] {
  return picks.flatMap((pick) => layers[pick % Math.max(1, layers.length)]?.id ?? []);
}
