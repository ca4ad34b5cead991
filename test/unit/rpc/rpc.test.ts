import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { StudioError } from '../../../preload/contract/errors.ts';
import type { Handlers, Service } from '../../../preload/contract/service.ts';
import { connect } from '../../../preload/rpc/connect.ts';
import { type ServeProblem, serve } from '../../../preload/rpc/serve.ts';
import { fromWire, toWire } from '../../../preload/rpc/wire.ts';
import { portPair } from '../../helpers/port-pair.ts';

const service = {
  echo: { params: z.object({ value: z.json(), bytes: z.instanceof(Uint8Array) }), result: z.unknown() },
  count: { params: z.object({ to: z.int().positive() }), result: z.int(), event: z.object({ at: z.int() }) },
  wait: { params: z.object({}), result: z.string() },
  fail: { params: z.object({ known: z.boolean() }), result: z.unknown() },
  lie: { params: z.object({}), result: z.int() },
} as const satisfies Service;

function studio() {
  const [near, far] = portPair();
  const problems: ServeProblem[] = [];
  const aborted: string[] = [];
  const handlers: Handlers<typeof service> = {
    echo: (params) => params,
    count: ({ to }, { send }) => {
      for (let at = 1; at <= to; at += 1) send({ at });
      return to;
    },
    wait: (_params, { signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          aborted.push('wait');
          reject(new StudioError('cancelled', 'Cancelled.'));
        });
      }),
    fail: ({ known }) => {
      throw known ? new StudioError('disk-full', 'The disk is full.', { retryable: true }) : new TypeError('a bug');
    },
    lie: () => 'seven' as unknown as number,
  };
  serve(service, handlers, far, { onProblem: (problem) => problems.push(problem) });
  return { near, far, client: connect(service, near), problems, aborted };
}

/** What no client would send, in the place of a message. */
const asBody = (body: unknown) => ({ header: { body, arrays: [] }, parts: [] });

const failureOf = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.unreachable('the call should fail'),
    (error: StudioError) => error.failure,
  );

describe('calls over a port', () => {
  it('carry any JSON and any bytes there and back, many at once', async () => {
    const { client, near } = studio();
    // Zod leaves out a key of this name, so that no message can set a prototype.
    const value = fc.jsonValue().filter((one) => !JSON.stringify(one).includes('"__proto__":'));
    const calls = fc.array(fc.record({ value, bytes: fc.uint8Array() }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(calls, async (list) => {
        const sent = list.map(({ value, bytes }) => ({ value: JSON.parse(JSON.stringify(value)), bytes }));
        expect(await Promise.all(sent.map((params) => client.echo(params)))).toEqual(sent);
      }),
      { numRuns: 50 },
    );
    near.close();
  });

  it('leave out a key that would set a prototype', async () => {
    const { client, near } = studio();
    const value = JSON.parse('{"a":{"__proto__":{"b":1},"c":2}}');
    expect(await client.echo({ value, bytes: new Uint8Array() })).toEqual({
      value: { a: { c: 2 } },
      bytes: new Uint8Array(),
    });
    near.close();
  });

  it('send events in order, before the result', async () => {
    const { client, near } = studio();
    const seen: number[] = [];
    expect(await client.count({ to: 5 }, { onEvent: ({ at }) => seen.push(at) })).toBe(5);
    expect(seen).toEqual([1, 2, 3, 4, 5]);
    near.close();
  });

  it('refuse parameters that the schema does not allow, before the handler', async () => {
    const { client, near } = studio();
    const failure = await failureOf(client.count({ to: -1 }));
    expect(failure).toMatchObject({
      kind: 'bad-request',
      message: 'The request "count" holds values that are not allowed.',
    });
    near.close();
  });

  it('keep a known failure whole and hide a bug behind one sentence', async () => {
    const { client, near, problems } = studio();
    expect(await failureOf(client.fail({ known: true }))).toEqual({
      kind: 'disk-full',
      message: 'The disk is full.',
      retryable: true,
    });
    expect(await failureOf(client.fail({ known: false }))).toMatchObject({ kind: 'internal', retryable: true });
    const [known, bug] = problems;
    expect(known).toMatchObject({ kind: 'failed', method: 'fail', failure: { kind: 'disk-full' } });
    expect(bug).toMatchObject({
      kind: 'failed',
      method: 'fail',
      failure: { detail: expect.stringContaining('a bug') },
    });
    near.close();
  });

  it('refuse an answer that does not fit the contract', async () => {
    const { client, near } = studio();
    expect(await failureOf(client.lie({}))).toMatchObject({ kind: 'internal' });
    near.close();
  });

  it('cancel at once at the caller and tell the handler', async () => {
    const { client, near, aborted } = studio();
    const controller = new AbortController();
    const call = failureOf(client.wait({}, { signal: controller.signal }));
    controller.abort();
    expect(await call).toMatchObject({ kind: 'cancelled' });
    await client.count({ to: 1 });
    expect(aborted).toEqual(['wait']);
    expect(await failureOf(client.wait({}, { signal: controller.signal }))).toMatchObject({ kind: 'cancelled' });
    near.close();
  });

  it('fail with one sentence when the other side goes away, and ever after', async () => {
    const { client, far } = studio();
    const call = failureOf(client.wait({}));
    await client.count({ to: 1 });
    far.close();
    expect(await call).toMatchObject({ kind: 'service-lost', retryable: true });
    expect(await failureOf(client.count({ to: 1 }))).toMatchObject({ kind: 'service-lost' });
  });

  it('abort what is running when the caller goes away', async () => {
    const { client, near, aborted } = studio();
    client.wait({}).catch(() => undefined);
    await client.count({ to: 1 });
    near.close();
    await expect.poll(() => aborted).toEqual(['wait']);
  });

  it('survive whatever else arrives', async () => {
    const { client, near, problems } = studio();
    await fc.assert(
      fc.asyncProperty(fc.anything({ withTypedArray: true, withMap: true, withDate: true }), async (junk) => {
        try {
          near.post(junk);
          // Not the id of the call below.
          const id = Number.isInteger(junk) ? 1e8 : junk;
          near.post(asBody({ kind: 'call', id, method: 'echo', params: junk }));
          near.post(asBody({ kind: 'call', id: 1e9, method: '__proto__', params: junk }));
          near.post({ header: junk, parts: [junk] });
          near.post({
            header: { body: { kind: 'call', id: 1e8, method: 'echo', params: {} }, arrays: junk },
            parts: junk,
          });
        } catch {
          // What cannot be cloned cannot be sent either.
        }
        expect(await client.count({ to: 1 })).toBe(1);
      }),
      { numRuns: 100 },
    );
    expect(problems).toContainEqual({ kind: 'ignored' });
    // A method that does not exist has no name of its own there: what the caller called it may be anything.
    expect(problems).toContainEqual(expect.objectContaining({ kind: 'failed', method: 'unknown' }));
    near.close();
  });

  it.each([
    ['a missing part', { at: ['params', 'bytes'], type: 'uint8' }, []],
    ['a part too many', undefined, [new Uint8Array(3)]],
    ['a place that the message has not', { at: ['params', 'other'], type: 'uint8' }, [new Uint8Array(3)]],
    ['a place that is taken', { at: ['params', 'value'], type: 'uint8' }, [new Uint8Array(3)]],
    ['a prototype', { at: ['params', '__proto__', 'polluted'], type: 'uint8' }, [new Uint8Array(3)]],
    ['half a number', { at: ['params', 'bytes'], type: 'int32' }, [new Uint8Array(3)]],
  ])('refuse a message with %s in one sentence', async (_what, array, parts) => {
    const { near } = studio();
    const replies: unknown[] = [];
    near.onMessage((message) => replies.push(fromWire(message)?.message));
    const body = { kind: 'call', id: 7, method: 'echo', params: { value: 1, bytes: null } };
    near.post({ header: { body, arrays: array === undefined ? [] : [array] }, parts });
    await expect.poll(() => replies.length).toBe(1);
    const message = 'Parts of the request "echo" are missing or do not fit it.';
    expect(replies).toMatchObject([{ kind: 'error', id: 7, failure: { kind: 'bad-request', message } }]);
    expect('polluted' in {}).toBe(false);
    near.close();
  });

  it('say what a method that does not exist is', async () => {
    const { near } = studio();
    const replies: unknown[] = [];
    near.onMessage((message) => replies.push(fromWire(message)?.message));
    for (const method of ['constructor', 'toString', 'nothing']) {
      near.post(toWire({ kind: 'call', id: 7, method, params: {} }));
    }
    await expect.poll(() => replies.length).toBe(3);
    expect(replies).toMatchObject(Array(3).fill({ kind: 'error', id: 7, failure: { kind: 'bad-request' } }));
    near.close();
  });
});
