import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openTinyModel } from '../tiny-model.ts';

const model = await openTinyModel();

/** Share of one core that this process takes while it does nothing. */
async function idleShare(milliseconds: number): Promise<number> {
  const before = process.cpuUsage();
  const started = performance.now();
  await wait(milliseconds);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / (performance.now() - started);
}

test('after a run its threads rest: the other graphs and the window need the cores', async () => {
  const side = 32;
  const codes = new Int32Array(side * side);
  const shares: number[] = [];
  for (let round = 0; round < 5; round++) {
    await model.codec.decode({ columns: side, rows: side, codes });
    shares.push(await idleShare(20));
  }
  // Spinning threads take a core each. The least of several: the process has other threads.
  expect(Math.min(...shares)).toBeLessThan(0.5);
});
