import { expect, test } from 'vitest';
import { sinceOf } from '../../../../renderer/panels/gallery/spans.ts';

test('spans begin at a midnight, also where a day has 23 hours', () => {
  const now = new Date(2026, 2, 30, 15, 4).getTime();
  expect(sinceOf('today', now)).toBe(new Date(2026, 2, 30).getTime());
  expect(sinceOf('week', now)).toBe(new Date(2026, 2, 24).getTime());
  expect(sinceOf('month', now)).toBe(new Date(2026, 2, 1).getTime());
  expect(sinceOf('year', now)).toBe(new Date(2025, 2, 31).getTime());
});
