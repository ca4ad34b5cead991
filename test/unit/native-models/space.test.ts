import { expect, test } from 'vitest';
import { checkSpace, freeBytes } from '../../../native-models/converter/space.ts';

test('a conversion that the disk has no room for is refused with what is needed and what is free', async () => {
  const free = async () => 6_149_000_000;
  await checkSpace('.', 5_800_000_000, free);
  await expect(checkSpace('.', 8_800_000_000, free)).rejects.toMatchObject({
    failure: { kind: 'disk-full', params: { needed: 9.1, free: 6.1 } },
  });
  // Where the system does not tell, the attempt decides.
  await checkSpace('.', Number.MAX_SAFE_INTEGER, async () => null);
});

test('the free space of a folder is asked of its disk', async () => {
  expect(await freeBytes('.')).toBeGreaterThan(0);
  expect(await freeBytes('/nowhere/at/all')).toBeNull();
});
