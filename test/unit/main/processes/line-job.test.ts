import { expect, test } from 'vitest';
import { z } from 'zod';
import { lineJob } from '../../../../main/processes/line-job.ts';
import type { ChildEvents } from '../../../../main/processes/service-child.ts';
import { StudioError } from '../../../../preload/contract/errors.ts';

/** A job whose process says and does what the test tells it to, and is slow to go when it is killed. */
function slowToGo() {
  let events: ChildEvents | undefined;
  let kills = 0;
  const nothing = () => undefined;
  const kill = () => {
    kills += 1;
  };
  const job = lineJob({
    spawn: (given) => {
      events = given;
      return { pid: 1, connect: nothing, hand: nothing, end: nothing, kill };
    },
    answer: z.object({ found: z.number() }),
    progress: z.object({ done: z.number() }),
    ended: () => StudioError.of('hub.ended', {}),
    onLine: nothing,
  });
  let settled = false;
  const settle = () => {
    settled = true;
  };
  job.answer.then(settle, settle);
  return {
    job,
    say: (message: unknown) => events?.onLine(JSON.stringify(message)),
    exit: () => events?.onExit({ signal: 'SIGKILL' }),
    isSettled: async () => {
      await new Promise(setImmediate);
      return settled;
    },
    kills: () => kills,
  };
}

test('an answer is told when its process is gone, so that the next one finds nothing in use', async () => {
  const { job, say, exit, isSettled, kills } = slowToGo();
  say({ found: 3 });
  expect(await isSettled()).toBe(false);
  expect(kills()).toBe(1);
  exit();
  await expect(job.answer).resolves.toEqual({ found: 3 });
});

test('a failure is told when its process is gone', async () => {
  const { job, say, exit, isSettled } = slowToGo();
  say({ error: StudioError.of('cancelled', {}).failure });
  expect(await isSettled()).toBe(false);
  exit();
  await expect(job.answer).rejects.toMatchObject({ failure: { code: 'cancelled' } });
});

test('a process that says nothing before it goes is a failure of its own', async () => {
  const { job, exit } = slowToGo();
  exit();
  await expect(job.answer).rejects.toMatchObject({ failure: { code: 'hub.ended' } });
});
