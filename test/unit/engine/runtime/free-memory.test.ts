import { expect, test } from 'vitest';
import { mostBytes } from '../../../../main/engine/runtime/free-memory.ts';

const MB = 1024 ** 2;

test('a limit is read in gigabytes, or in its unit', () => {
  for (const [asked, megabytes] of [
    ['2', 2048],
    ['0.5', 512],
    ['.5', 512],
    ['300MB', 300],
    [' 300 MiB ', 300],
    ['1.5g', 1536],
    ['2GB', 2048],
  ] as const) {
    expect(mostBytes(asked), asked).toBe(megabytes * MB);
  }
});

test('nothing, and what is no amount, is no limit', () => {
  for (const asked of ['', '0', '-1', 'much', '3 apples', '1e3']) expect(mostBytes(asked), asked).toBe(Infinity);
});
