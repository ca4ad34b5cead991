import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { Service } from '../../../../preload/contract/service.ts';
import type { Port } from '../../../../preload/rpc/port.ts';
import { serve } from '../../../../preload/rpc/serve.ts';
import { type Reconnecting, reconnecting } from '../../../../renderer/services/reconnecting.ts';
import { portPair } from '../../../helpers/port-pair.ts';

const echo = {
  say: { params: z.string(), result: z.string() },
  sleep: { params: z.object({}), result: z.object({}) },
} as const satisfies Service;

const quick = { waitMs: 2000, firstDelayMs: 5, slowestMs: 20 };
const opened: Reconnecting<typeof echo>[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
});

/** Ports to a service that can be killed; every port is a new process's. */
class Processes {
  readonly ports: Port[] = [];

  acquire = async (): Promise<Port> => {
    const [mine, theirs] = portPair();
    const number = this.ports.push(theirs);
    serve(
      echo,
      {
        say: (text) => `${number}: ${text}`,
        sleep: (_params, { signal }) =>
          new Promise((resolve) => signal.addEventListener('abort', () => resolve({}), { once: true })),
      },
      theirs,
    );
    return mine;
  };

  kill(): void {
    this.ports.at(-1)?.close();
  }
}

function connectTo(acquire: () => Promise<Port>, options = quick): Reconnecting<typeof echo> {
  const link = reconnecting(echo, acquire, options);
  opened.push(link);
  return link;
}

test('a call made before the port is there waits for it', async () => {
  const processes = new Processes();
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const { client } = connectTo(() => gate.then(processes.acquire));
  const answer = client.say('hello');
  open();
  expect(await answer).toBe('1: hello');
});

test('a call in flight fails as lost when the process dies; the next one reaches its successor', async () => {
  const processes = new Processes();
  const { client } = connectTo(processes.acquire);
  await client.say('first');
  const asleep = client.sleep({});
  processes.kill();
  await expect(asleep).rejects.toMatchObject({ failure: { kind: 'service-lost', retryable: true } });
  expect(await client.say('again')).toBe('2: again');
});

test('ports that cannot be had are asked for again', async () => {
  const processes = new Processes();
  let refusals = 3;
  const { client } = connectTo(() => (refusals-- > 0 ? Promise.reject(new Error('not yet')) : processes.acquire()));
  expect(await client.say('hello')).toBe('1: hello');
});

test('a waiting call fails in time where no port ever comes', async () => {
  const { client } = connectTo(() => Promise.reject(new Error('never')), { ...quick, waitMs: 30 });
  await expect(client.say('hello')).rejects.toMatchObject({ failure: { kind: 'service-lost' } });
});

test('a waiting call can be cancelled, and one that begins cancelled is never sent', async () => {
  const { client } = connectTo(() => new Promise(() => {}));
  const abort = new AbortController();
  const waiting = client.say('hello', { signal: abort.signal });
  abort.abort();
  await expect(waiting).rejects.toMatchObject({ failure: { kind: 'cancelled' } });
  await expect(client.say('x', { signal: AbortSignal.abort() })).rejects.toMatchObject({
    failure: { kind: 'cancelled' },
  });
});

test('closing ends what waits and asks for no more ports', async () => {
  let asked = 0;
  const link = connectTo(() => {
    asked += 1;
    return Promise.reject(new Error('never'));
  });
  const waiting = link.client.say('hello');
  link.close();
  await expect(waiting).rejects.toMatchObject({ failure: { kind: 'service-lost' } });
  const before = asked;
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(asked).toBe(before);
});
