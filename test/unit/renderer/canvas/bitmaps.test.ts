import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BitmapCache } from '../../../../renderer/canvas/bitmaps.ts';
import type { Lease } from '../../../../renderer/canvas/lease.ts';
import { bytesAt } from '../../../../renderer/canvas/levels.ts';
import { layerWith } from '../../../helpers/documents.ts';
import { settle } from '../../../helpers/test-studio.ts';

const SPARE = 100_000;
const picture = (number: number) => layerWith({ blob: String(number).padStart(64, '0'), width: 100, height: 100 });

/** Bitmaps that know whether they are open; decoding takes until the next turn. */
function cache(broken: ReadonlySet<string> = new Set()) {
  const open = new Set<object>();
  let decoded = 0;
  const decode = async (load: () => Promise<unknown>, _type: unknown, size = { width: 100, height: 100 }) => {
    await load();
    await settle();
    decoded += 1;
    const bitmap = { ...size, close: () => void open.delete(bitmap) };
    open.add(bitmap);
    return bitmap as unknown as ImageBitmap;
  };
  const loadBlob = async (hash: string) => {
    if (broken.has(hash)) throw new Error('damaged');
    return new Uint8Array(1);
  };
  return { cache: new BitmapCache(loadBlob, decode, SPARE), open, decoded: () => decoded };
}

test('what is in use is open, whatever else comes and goes; the rest is open within the budget, the last used first', async () => {
  const move = fc.record({ number: fc.nat(9), level: fc.nat(2), hold: fc.boolean(), wait: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(move, { maxLength: 50 }), async (moves) => {
      const { cache: bitmaps, open } = cache();
      const held: Lease[] = [];
      for (const { number, level, hold, wait } of moves) {
        const lease = await bitmaps.lease(picture(number), level);
        expect(open.has(lease.bitmap)).toBe(true);
        held.push(lease);
        if (!hold) held.shift()?.release();
        if (wait) await settle();
        for (const { bitmap } of held) expect(open.has(bitmap)).toBe(true);
      }
      for (const lease of held) lease.release();
      for (const lease of held) lease.release();
      await settle();
      const bytes = [...open].reduce<number>((sum, one) => {
        const { width, height } = one as { width: number; height: number };
        return sum + 4 * width * height;
      }, 0);
      expect(bytes).toBeLessThanOrEqual(SPARE);
      expect(bitmaps.bytes).toBe(bytes);
    }),
    { numRuns: 60 },
  );
});

test('a picture that was used a moment ago is not decoded again, and two that use it share it', async () => {
  const { cache: bitmaps, decoded } = cache();
  const [a, b] = await Promise.all([bitmaps.lease(picture(1)), bitmaps.lease(picture(1))]);
  expect(a.bitmap).toBe(b.bitmap);
  a.release();
  b.release();
  (await bitmaps.lease(picture(1))).release();
  expect(decoded()).toBe(1);
  expect(bytesAt(picture(1), 0)).toBeLessThan(SPARE);
});

test('a picture that cannot be read is tried again, and leaves nothing open', async () => {
  const broken = new Set([picture(1).blob]);
  const { cache: bitmaps, open } = cache(broken);
  await expect(bitmaps.lease(picture(1))).rejects.toThrow('damaged');
  broken.clear();
  const lease = await bitmaps.lease(picture(1));
  expect(open.has(lease.bitmap)).toBe(true);
  bitmaps.clear();
  expect(open.has(lease.bitmap)).toBe(true);
  lease.release();
  await settle();
  expect(open.size).toBe(0);
});
