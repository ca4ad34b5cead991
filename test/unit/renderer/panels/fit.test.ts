import { expect, test } from 'vitest';
import { fits, suggested } from '../../../../renderer/panels/models/fit.ts';

const GB = 1e9;
const room = { folder: '/m', freeDisk: 50 * GB, freeMemory: 10 * GB, memory: 16 * GB };
const full = { precision: 'fp32', diskBytes: 30 * GB, memoryBytes: 33 * GB } as const;
const half = { precision: 'fp16', diskBytes: 15 * GB, memoryBytes: 18 * GB } as const;
const smallest = { precision: 'int4', diskBytes: 5 * GB, memoryBytes: 6 * GB } as const;
const small = { precision: 'int8', diskBytes: 8 * GB, memoryBytes: 9 * GB } as const;

test('memory that is missing is told from memory that is taken, and the disk comes first', () => {
  expect(fits(small, room)).toBe('fits');
  expect(fits(full, room)).toBe('never');
  expect(fits(small, { ...room, freeMemory: 8 * GB })).toBe('tight');
  expect(fits(full, { ...room, freeDisk: 30 * GB })).toBe('disk');
  expect(fits(small, { ...room, freeDisk: null })).toBe('fits');
  expect(fits(full, null)).toBe('fits');
});

test('the most exact that fits is suggested, or the smallest where none does, and none for graphics processors', () => {
  const offers = [full, half, small, smallest];
  expect(suggested({ offers }, room)).toBe('int8');
  expect(suggested({ offers }, { ...room, freeMemory: 64 * GB, memory: 64 * GB })).toBe('fp32');
  expect(suggested({ offers }, { ...room, freeMemory: 20 * GB, memory: 32 * GB })).toBe('int8');
  expect(suggested({ offers }, { ...room, freeMemory: 7 * GB })).toBe('int4');
  expect(suggested({ offers }, { ...room, freeMemory: GB })).toBe('int4');
});
