import { expect, test } from 'vitest';
import { z } from 'zod';
import { type Aged, outlived } from '../../../main/store/backup-ages.ts';
import { JSON_VERSION, readJson } from '../../../main/store/queries/json.ts';

const anything = z.unknown();
const old = { steps: 8, cache: { cacheRatio: 0.9, keepKnown: true, followFixed: false } };

test('settings of version 1 are read as they would be written today', () => {
  const read = (value: unknown) => readJson(anything, 'settings', JSON.stringify(value), 1);
  expect(read(old)).toEqual({ steps: 8, cache: { cacheRatio: 0.9, knownInterval: null, choice: 'least-sure' } });
  expect(read({ ...old, cache: { ...old.cache, keepKnown: false } })).toMatchObject({ cache: { knownInterval: 1 } });
  expect(read({ steps: 8 })).toEqual({ steps: 8 });
});

test('a column of today’s version, or another column, is read as it is', () => {
  expect(readJson(anything, 'settings', JSON.stringify(old), JSON_VERSION)).toEqual(old);
  expect(readJson(anything, 'trace', JSON.stringify(old), 1)).toEqual(old);
});

test('a column of a later version is refused, with both versions for the log', () => {
  const read = () => readJson(anything, 'settings', '{}', JSON_VERSION + 1);
  const detail = `settings is of version ${JSON_VERSION + 1}, this studio knows ${JSON_VERSION}`;
  expect(read).toThrow(
    expect.objectContaining({ failure: expect.objectContaining({ code: 'records.newer', detail }) }),
  );
});

const DAY = 24 * 60 * 60 * 1000;
const NOW = 1000 * DAY;
const made = (ago: number, bytes = 1): Aged => ({ madeAt: NOW - ago, reason: 'daily', bytes });

test('of two days a hundred backups are kept, and 2 GiB of backups, the newest first', () => {
  const hundred = Array.from({ length: 101 }, (_, i) => made(i));
  expect(outlived(hundred.slice(0, 100), NOW)).toEqual([]);
  expect(outlived(hundred, NOW)).toEqual([made(100)]);
  const large = Array.from({ length: 5 }, (_, i) => made(i, 2 ** 29));
  expect(outlived(large.slice(0, 4), NOW)).toEqual([]);
  expect(outlived(large.toReversed(), NOW)).toEqual([made(4, 2 ** 29)]);
});

test('from the second day on, one a day is kept', () => {
  const young = [made(2 * DAY - 2), made(2 * DAY - 1)];
  expect(outlived(young, NOW)).toEqual([]);
  const old = [made(0), made(2 * DAY + 1), made(2 * DAY + 2)];
  expect(outlived(old, NOW)).toEqual([made(2 * DAY + 2)]);
});
