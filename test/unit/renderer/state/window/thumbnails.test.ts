import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { createThumbnails } from '../../../../../renderer/state/window/thumbnails.ts';
import { settle } from '../../../../helpers/test-studio.ts';

const nothing = () => undefined;

/** A store that counts what it is asked, and URLs that count what is not given back. */
function kept(answer: (hash: string) => Uint8Array | null = () => new Uint8Array([1])) {
  const asked: string[] = [];
  const open = new Set<string>();
  let running = 0;
  let most = 0;
  const get = vi.fn(async (hash: string) => {
    asked.push(hash);
    most = Math.max(most, ++running);
    await settle();
    running -= 1;
    return answer(hash);
  });
  const urls = {
    createObjectURL: () => {
      const url = `blob:${asked.length}-${open.size}-${Math.random()}`;
      open.add(url);
      return url;
    },
    revokeObjectURL: (url: string) => void open.delete(url),
  };
  return { thumbnails: createThumbnails(get, urls), asked, open, most: () => most };
}

const quiet = async (asked: readonly unknown[]) => {
  for (let before = -1; before !== asked.length; ) {
    before = asked.length;
    for (let i = 0; i < 4; i++) await settle();
  }
};

test('two thousand pictures that are all shown are asked for once each, a few at a time, and never again', async () => {
  const { thumbnails, asked, open, most } = kept();
  const hashes = Array.from({ length: 2000 }, (_, i) => `hash-${i}`);
  // As the window does: whoever is told looks again at once.
  for (const hash of hashes) thumbnails.watch(hash, () => hashes.map((one) => thumbnails.urlOf(one)));
  await quiet(asked);
  expect(asked.toSorted()).toEqual(hashes.toSorted());
  expect(hashes.every((hash) => thumbnails.urlOf(hash) !== null)).toBe(true);
  expect(open.size).toBe(2000);
  expect(most()).toBeLessThanOrEqual(6);
});

test('what scrolled past before its turn is not asked for, and what was seen is there for scrolling back', async () => {
  const { thumbnails, asked, open } = kept();
  const ends = Array.from({ length: 1000 }, (_, i) => thumbnails.watch(`hash-${i}`, nothing));
  for (const end of ends.slice(0, 990)) end();
  await quiet(asked);
  expect(asked.length).toBeLessThan(20);
  for (const end of ends) end();
  const before = asked.length;
  thumbnails.watch('hash-995', nothing);
  await quiet(asked);
  expect(asked).toHaveLength(before);
  expect(open.size).toBeLessThan(20);
});

test('however tiles come and go, what is shown has come, nothing is asked for while it is known, and little is kept', async () => {
  const steps = fc.array(fc.tuple(fc.nat(900), fc.boolean()), { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(steps, async (moves) => {
      const { thumbnails, asked, open } = kept();
      let shown = new Map<string, () => void>();
      for (const [from, wait] of moves) {
        const next = new Map<string, () => void>();
        for (let i = from; i < from + 20; i++) next.set(`hash-${i}`, thumbnails.watch(`hash-${i}`, nothing));
        for (const end of shown.values()) end();
        shown = next;
        if (wait) await settle();
      }
      await quiet(asked);
      for (const hash of shown.keys()) expect(thumbnails.urlOf(hash)).not.toBeNull();
      expect(open.size).toBeLessThanOrEqual(400 + 20);
      const before = asked.length;
      await quiet(asked);
      expect(asked.length).toBe(before);
      for (const end of shown.values()) end();
    }),
    { numRuns: 30 },
  );
});

test('a picture that could not be had is asked for again when the store is back, and not before', async () => {
  let away = true;
  const { thumbnails, asked } = kept(() => (away ? null : new Uint8Array([1])));
  let told = 0;
  thumbnails.watch('hash', () => told++);
  await quiet(asked);
  expect([asked.length, thumbnails.urlOf('hash')]).toEqual([1, null]);
  away = false;
  thumbnails.retry();
  await quiet(asked);
  expect(asked).toHaveLength(2);
  expect(thumbnails.urlOf('hash')).not.toBeNull();
  expect(told).toBe(2);
});

test('a large copy is another one than the small copy of the same picture, and fewer of them stay', async () => {
  const { thumbnails, asked, open } = kept();
  const watched = Array.from({ length: 100 }, (_, i) => [
    thumbnails.watch(`hash-${i}`, nothing),
    thumbnails.watch(`hash-${i}`, nothing, 1024),
  ]).flat();
  await quiet(asked);
  expect(asked).toHaveLength(200);
  expect(thumbnails.urlOf('hash-1')).not.toBe(thumbnails.urlOf('hash-1', 1024));
  for (const leave of watched) leave();
  expect(open.size).toBe(100 + 60);
});
