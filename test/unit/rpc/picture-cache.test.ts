import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PictureCache } from '../../../preload/rpc/picture-cache.ts';

const bytes = (length: number) => new Uint8Array(length);

test('no more bytes are held than the limit, and the longest unused go first', () => {
  const cache = new PictureCache(100);
  cache.put('a', bytes(40));
  cache.put('b', bytes(40));
  cache.get('a');
  cache.put('c', bytes(40));
  expect([cache.get('a') !== undefined, cache.get('b'), cache.size]).toEqual([true, undefined, 80]);
  cache.put('vast', bytes(101));
  expect([cache.get('vast'), cache.size]).toEqual([undefined, 80]);
  cache.trim(50);
  expect([cache.get('c') !== undefined, cache.size]).toEqual([false, 40]);
});

test('its size is that of what it holds, whatever is put and in whatever order', () => {
  const steps = fc.array(
    fc.record({ name: fc.constantFrom('a', 'b', 'c', 'd'), size: fc.nat(60), trim: fc.boolean() }),
  );
  fc.assert(
    fc.property(steps, (list) => {
      const cache = new PictureCache(100);
      for (const { name, size, trim } of list) {
        if (trim) cache.trim(size);
        else cache.put(name, bytes(size));
        const held = ['a', 'b', 'c', 'd'].reduce((sum, each) => sum + (cache.get(each)?.length ?? 0), 0);
        expect(cache.size).toBe(held);
        expect(held).toBeLessThanOrEqual(100);
      }
    }),
  );
});
