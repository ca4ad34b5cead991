import { expect, test } from 'vitest';
import { Turns } from '../../../../renderer/document/turns.ts';

const moment = () => new Promise((resolve) => setTimeout(resolve, 1));

test('pieces of work and actions run in the order in which they were asked for, one at a time', async () => {
  const turns = new Turns();
  const order: string[] = [];
  const work = (name: string) => async () => {
    order.push(`${name} begins`);
    await moment();
    order.push(`${name} ends`);
  };
  void turns.take(work('stroke'));
  turns.act(() => order.push('undo'));
  void turns.take(work('merge'));
  await turns.settled();
  expect(order).toEqual(['stroke begins', 'stroke ends', 'undo', 'merge begins', 'merge ends']);
  expect(turns.areTaken).toBe(false);
});

test('it is told once that work begins, and once that all of it has ended, failed or not', async () => {
  const told: boolean[] = [];
  const turns = new Turns((areTaken) => told.push(areTaken));
  turns.act(() => undefined);
  expect(told).toEqual([]);
  const failed = turns.take(async () => {
    throw new Error('The disk is full.');
  });
  const next = turns.take(moment);
  await expect(failed).rejects.toThrow();
  expect(told).toEqual([true]);
  await next;
  expect(told).toEqual([true, false]);
});

test('an action runs at once where nothing is under way', () => {
  const turns = new Turns();
  let done = false;
  turns.act(() => {
    done = true;
  });
  expect(done).toBe(true);
});

test('work that fails rejects, and the next turn comes all the same', async () => {
  const turns = new Turns();
  const failed = turns.take(async () => {
    throw new Error('The disk is full.');
  });
  const next = turns.take(async () => 7);
  await expect(failed).rejects.toThrow('The disk is full.');
  expect(await next).toBe(7);
  await turns.settled();
});
