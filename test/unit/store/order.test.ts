import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeInOrder } from '../../../main/store/queries/order.ts';
import { laterThan } from '../../../main/store/time.ts';

const ids = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 30 });

test('ordinals always rise', () => {
  fc.assert(
    fc.property(ids, fc.dictionary(fc.string({ minLength: 1, maxLength: 3 }), fc.nat(50)), (list, known) => {
      const ordinals = placeInOrder(list, new Map(Object.entries(known)));
      expect(ordinals.length).toBe(list.length);
      ordinals.forEach((ordinal, index) => {
        expect(ordinal).toBeGreaterThan(ordinals[index - 1] ?? 0);
      });
    }),
  );
});

test('removing and appending leave every ordinal that was there', () => {
  fc.assert(
    fc.property(ids, fc.array(fc.boolean()), (list, kept) => {
      const before = placeInOrder(list, new Map());
      const known = new Map(list.map((id, index) => [id, before[index] ?? 0]));
      const left = list.filter((_, index) => kept[index] ?? true);
      const after = placeInOrder([...left, 'appended'], known);
      expect(after.slice(0, -1)).toEqual(left.map((id) => known.get(id)));
    }),
  );
});

test('what comes later has a later time, also where the clock was set back', () => {
  expect(laterThan(0, 500)).toBe(500);
  expect(laterThan(500, 500)).toBe(501);
  expect(laterThan(510, 500)).toBe(511);
  expect(laterThan(3_600_500, 500)).toBe(3_600_501);
});
