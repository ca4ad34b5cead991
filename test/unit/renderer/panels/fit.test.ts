import { expect, test } from 'vitest';
import { fits, suggested } from '../../../../renderer/panels/models/fit.ts';

const GB = 1e9;
const room = { folder: '/m', freeDisk: 50 * GB, freeMemory: 10 * GB, memory: 16 * GB };
const full = { precision: 'fp32', diskBytes: 30 * GB, memoryBytes: 33 * GB } as const;
const small = { precision: 'int8', diskBytes: 8 * GB, memoryBytes: 9 * GB } as const;

test('memory that is missing is told from memory that is taken, and the disk comes first', () => {
  expect(fits(small, room)).toBe('fits');
  expect(fits(full, room)).toBe('never');
  expect(fits(small, { ...room, freeMemory: 8 * GB })).toBe('tight');
  expect(fits(full, { ...room, freeDisk: 30 * GB })).toBe('disk');
  expect(fits(small, { ...room, freeDisk: null })).toBe('fits');
  expect(fits(full, null)).toBe('fits');
});

test('the widest that fits is suggested, or the smallest where none does', () => {
  const offers = [full, small];
  expect(suggested({ offers }, room)).toBe('int8');
  expect(suggested({ offers }, { ...room, freeMemory: 64 * GB, memory: 64 * GB })).toBe('fp32');
  expect(suggested({ offers }, { ...room, freeMemory: GB })).toBe('int8');
});
