import { expect, test } from 'vitest';
import { holds, interleave, line, median, type Row } from '../../../../main/engine/bench/measure.ts';

test('the median is the middle, or between the two middle ones', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 9, 2])).toBe(3);
  expect(median([7])).toBe(7);
});

test('variants take turns, the first round does not count, the median of the others does', async () => {
  let now = 0;
  const order: string[] = [];
  const task = (name: string, seconds: number[]) => async () => {
    order.push(name);
    now += seconds.shift() ?? 0;
  };
  const tasks = { a: task('a', [100, 1, 9, 2]), b: task('b', [100, 4, 4, 7]) };
  expect(await interleave(tasks, 3, () => now)).toEqual({ a: 2, b: 4 });
  expect(order.join('')).toBe('abababab');
});

test('a row holds at its bound, and one without a number never does', () => {
  const row: Row = { name: 'x', what: 'this', ratio: 1.75, wanted: { atLeast: 1.75 }, medians: {} };
  expect(holds(row)).toBe(true);
  expect(holds({ ...row, ratio: 1.74 })).toBe(false);
  expect(holds({ ...row, wanted: { atMost: 1.5 } })).toBe(false);
  expect(holds({ ...row, ratio: null })).toBe(false);
  expect(line({ ...row, ratio: null, note: 'why' })).toMatch(/^MISSED {2}x .* - .*at least 1\.75.*this \(why\)$/);
});
