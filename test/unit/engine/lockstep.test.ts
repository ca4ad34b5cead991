import { expect, test } from 'vitest';
import { Lockstep } from '../../../main/engine/passes/lockstep.ts';

/** Takes so many steps and notes what it was told. */
async function walk(lockstep: Lockstep<number, string>, member: number, steps: number): Promise<string[]> {
  const told: string[] = [];
  for (let step = 0; step < steps; step++) told.push(await lockstep.ask(member, step));
  lockstep.leave(member);
  return told;
}

test('every step is taken once, for all that still run; one that has left is not waited for', async () => {
  const seen: (number | undefined)[][] = [];
  const lockstep = new Lockstep<number, string>(3, async (asked) => {
    seen.push([...asked]);
    return asked.map((step, member) => `${member}:${step}`);
  });
  const told = await Promise.all([walk(lockstep, 0, 2), walk(lockstep, 1, 4), walk(lockstep, 2, 1)]);
  expect(seen).toEqual([
    [0, 0, 0],
    [1, 1, undefined],
    [undefined, 2, undefined],
    [undefined, 3, undefined],
  ]);
  expect(told).toEqual([['0:0', '0:1'], ['1:0', '1:1', '1:2', '1:3'], ['2:0']]);
});

test('what fails, fails for all that asked', async () => {
  const lockstep = new Lockstep<number, string>(2, async () => {
    throw new Error('no memory');
  });
  const ends = await Promise.allSettled([lockstep.ask(0, 0), lockstep.ask(1, 0)]);
  expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});
