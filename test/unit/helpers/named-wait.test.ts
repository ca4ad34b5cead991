import { expect, it } from 'vitest';
import { waitingFor } from '../../helpers/named-wait.ts';

const never = () => new Promise<never>(() => {});

it('gives what came in time, or why it failed', async () => {
  expect(await waitingFor('five', 1000, Promise.resolve(5))).toBe(5);
  await expect(waitingFor('five', 1000, Promise.reject(new Error('six')))).rejects.toThrow('six');
});

it('names what never came, with what could be seen', async () => {
  const late = waitingFor('the window to close', 20, never(), () => 'pid 7: asleep');
  await expect(late).rejects.toThrow('Waited 0 s in vain for the window to close.\npid 7: asleep');
});
