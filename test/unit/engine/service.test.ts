import { expect, onTestFinished, test } from 'vitest';
import { engineHandlers } from '../../../main/engine/service/handlers.ts';
import { type JobLimits, usualLimits } from '../../../main/engine/service/job-table.ts';
import type { DrawProgress, DrawResult, GenerateRequest, RetouchRequest } from '../../../preload/contract/drawing.ts';
import {
  type EngineWire,
  engineWire,
  MOST_PICTURE_BYTES,
  namedJobSchema,
} from '../../../preload/contract/engine-wire.ts';
import { type Connection, connect } from '../../../preload/rpc/connect.ts';
import { engineClient } from '../../../preload/rpc/engine-client.ts';
import { namePictures } from '../../../preload/rpc/named-pictures.ts';
import type { Port } from '../../../preload/rpc/port.ts';
import { serve } from '../../../preload/rpc/serve.ts';
import { sha256Of } from '../../../preload/rpc/sha256.ts';
import { reconnecting } from '../../../renderer/services/reconnecting.ts';
import { bytePortPair } from '../../helpers/byte-port.ts';
import { ScriptedJobs } from '../../helpers/scripted-jobs.ts';

const settings = { steps: 8, textGuidance: 2, samplingTemperature: 1 };
const generate: GenerateRequest = {
  task: 'generate',
  prompt: 'a red circle',
  width: 64,
  height: 64,
  settings,
  seed: 7,
};
const SIDE = 256;
const PIXELS = SIDE * SIDE;

function retouch(grey = 90): RetouchRequest {
  const picture = { width: SIDE, height: SIDE, rgba: new Uint8Array(4 * PIXELS).fill(grey) };
  const regionMask = { width: SIDE, height: SIDE, values: new Uint8Array(PIXELS).fill(255, 0, 99) };
  return { task: 'retouch', prompt: 'x', picture, regionMask, feather: null, contextMargin: null, settings, seed: 1 };
}

function drawn(png: Uint8Array<ArrayBuffer>): DrawResult {
  return {
    task: 'generate',
    png,
    frame: { x: 0, y: 0, width: 64, height: 64 },
    grid: { columns: 2, rows: 1, codes: new Int32Array([258, -1]) },
    confidence: new Float32Array([0.5, 1]),
    fixedAt: new Int16Array([0, -1]),
    receipt: null,
    seed: 7,
    settings,
    modelHash: 'f'.repeat(64),
    modelName: 'Scripted',
    modelFamily: 'scripted',
    modelPrecision: 'fp32',
    elementTypes: { states: 'float32', keyValues: 'float32', logits: 'float32', pixels: 'float32' },
    provider: 'cpu',
    timings: { total: 1, encode: 0, denoise: 1, decode: 0, running: 1 },
  };
}

const png = () => new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]);
const step = (number: number): DrawProgress => ({ step: number, of: 8, secondsLeft: 1, preview: null });

/** An engine whose jobs are scripted, and connections to it that carry nothing but bytes. */
function engine(limits: Partial<JobLimits> = {}) {
  const runner = new ScriptedJobs();
  const handlers = engineHandlers(runner, { limits: { ...usualLimits, ...limits } });
  const opened: { readonly port: Port; readonly carried: () => number }[] = [];
  const open = (): Port => {
    const { near, far, carried } = bytePortPair();
    serve(engineWire, handlers, far);
    opened.push({ port: near, carried });
    return near;
  };
  const wire = (): Connection<EngineWire> => connect(engineWire, open());
  const link = reconnecting(engineWire, () => Promise.resolve(open()), { firstDelayMs: 1, waitMs: 2000 });
  onTestFinished(link.close);
  return {
    runner,
    wire,
    /** A client that comes by a new connection where it loses one. */
    client: engineClient(link.client),
    /** Ends the connection that was opened last. */
    cut: () => opened.at(-1)?.port.close(),
    carried: () => opened.reduce((sum, each) => sum + each.carried(), 0),
  };
}

const begun = async ({ runner }: ReturnType<typeof engine>, count = 1) => {
  await expect.poll(() => runner.jobs.length).toBe(count);
  return runner.last;
};

const namedJob = async (job: unknown) => {
  const { value, pictures } = await namePictures(job);
  return { job: namedJobSchema.parse(value), pictures };
};
const drawJob = (request: unknown) => namedJob({ kind: 'draw', request, previews: true });

test('a request comes to whoever runs it as it was asked, and the result to its caller as it was given', async () => {
  const studio = engine();
  const seen: DrawProgress[] = [];
  const request = {
    ...retouch(),
    known: {
      frame: { x: 0, y: 0, width: 8, height: 8 },
      columns: 1,
      rows: 1,
      codes: new Int32Array([5]),
      confidence: null,
    },
  };
  const answer = studio.client.draw(request, { onEvent: (progress) => seen.push(progress) });
  const running = await begun(studio);
  expect(running.job).toEqual({ kind: 'draw', request, previews: true });
  const preview = {
    raster: { width: 1, height: 1, rgba: new Uint8Array(4) },
    frame: { x: 0, y: 0, width: 1, height: 1 },
  };
  running.tell({ kind: 'draw', progress: { ...step(1), preview } });
  const result = { ...drawn(png()), others: [drawn(new Uint8Array([9, 9]))] };
  running.end({ kind: 'draw', result });
  expect(await answer).toEqual(result);
  expect(seen).toEqual([{ ...step(1), preview }]);
});

test('a page and its mask travel once for several candidates, and again only when they have changed', async () => {
  const studio = engine();
  const draw = async (request: RetouchRequest) => {
    const answer = studio.client.draw(request);
    const before = studio.runner.jobs.length;
    (await begun(studio, before + 1)).end({ kind: 'draw', result: drawn(png()) });
    await answer;
  };
  await draw(retouch());
  const once = studio.carried();
  expect(once).toBeGreaterThan(5 * PIXELS);
  for (const seed of [2, 3]) await draw({ ...retouch(), seed });
  expect(studio.carried() - once).toBeLessThan(PIXELS / 4);
  await draw(retouch(91));
  const more = studio.carried() - once;
  expect(more).toBeGreaterThan(4 * PIXELS);
  expect(more).toBeLessThan(4.5 * PIXELS);
});

test('a job goes on while its connection is lost: its client hears where it is, and gets the end that came meanwhile', async () => {
  const studio = engine();
  const steps: number[] = [];
  const answer = studio.client.draw(generate, { onEvent: ({ step }) => steps.push(step) });
  const running = await begun(studio);
  running.tell({ kind: 'draw', progress: { ...step(2), forecast: { seconds: 9, bytes: 1 } } });
  await expect.poll(() => steps).toEqual([2]);
  studio.cut();
  running.tell({ kind: 'draw', progress: step(5) });
  await expect.poll(() => steps).toEqual([2, 5]);
  studio.cut();
  running.end({ kind: 'draw', result: drawn(png()) });
  expect(await answer).toEqual(drawn(png()));
  expect(studio.runner.jobs).toHaveLength(1);
});

test('a job of an engine that is gone fails as lost, and is not begun again', async () => {
  const [before, after] = [engine(), engine()];
  const connections = [before, after];
  let current: Port | undefined;
  const acquire = async () => {
    const studio = connections.shift() ?? after;
    const { near, far } = bytePortPair();
    serve(engineWire, engineHandlers(studio.runner), far);
    current = near;
    return near;
  };
  const link = reconnecting(engineWire, acquire, { firstDelayMs: 1, waitMs: 2000 });
  onTestFinished(link.close);
  const answer = engineClient(link.client).draw(generate);
  answer.catch(() => undefined);
  await begun(before);
  // Once it is followed.
  await new Promise((resolve) => setTimeout(resolve, 20));
  current?.close();
  await expect(answer).rejects.toMatchObject({ failure: { kind: 'service-lost', retryable: true } });
  expect(after.runner.jobs).toEqual([]);
});

test('a job that nobody asks for within the time is stopped, and one that is followed is not', async () => {
  const studio = engine({ unfollowedMs: 40 });
  const wire = studio.wire();
  const { job } = await drawJob(generate);
  const [alone, followed] = [crypto.randomUUID(), crypto.randomUUID()];
  await wire.submit({ jobId: alone, job });
  await wire.submit({ jobId: followed, job: { ...job } });
  const end = wire.follow({ jobId: followed });
  await expect.poll(() => studio.runner.jobs[0]?.signal.aborted).toBe(true);
  await expect(wire.follow({ jobId: alone })).rejects.toMatchObject({ failure: { kind: 'not-found' } });
  const second = studio.runner.jobs[1];
  expect(second?.signal.aborted).toBe(false);
  second?.end({ kind: 'draw', result: drawn(png()) });
  expect((await end).kind).toBe('draw');
});

test('the end of a job is kept for who comes late, until it is dropped or there are too many bytes', async () => {
  const studio = engine({ keptBytes: 10 });
  const wire = studio.wire();
  const { job } = await drawJob(generate);
  const ids = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
  for (const [index, jobId] of ids.entries()) {
    await wire.submit({ jobId, job });
    (await begun(studio, index + 1)).end({ kind: 'draw', result: drawn(png()) });
  }
  const [first = '', , third = ''] = ids;
  const sha256 = await sha256Of(png());
  await expect.poll(() => wire.follow({ jobId: first }).catch((error) => error.failure.kind)).toBe('not-found');
  expect(await wire.follow({ jobId: third })).toMatchObject({ result: { png: { sha256, bytes: 7 } } });
  expect(await wire.download({ jobId: third, sha256 })).toEqual({ bytes: png() });
  await wire.drop({ jobId: third });
  await expect(wire.download({ jobId: third, sha256 })).rejects.toMatchObject({ failure: { kind: 'not-found' } });
});

test('the same job under the same id is one job, and another one is refused', async () => {
  const studio = engine();
  const wire = studio.wire();
  const jobId = crypto.randomUUID();
  const { job } = await drawJob(generate);
  const { job: other } = await drawJob({ ...generate, seed: 8 });
  await Promise.all([wire.submit({ jobId, job }), studio.wire().submit({ jobId, job })]);
  await expect(wire.submit({ jobId, job: other })).rejects.toMatchObject({
    failure: { kind: 'bad-request', message: 'Another job has this id; give each job an id of its own.' },
  });
  expect(studio.runner.jobs).toHaveLength(1);
});

test('cancelling rejects at once, stops the job, and nothing of it is kept', async () => {
  const studio = engine();
  const abort = new AbortController();
  const answer = studio.client.draw(generate, { signal: abort.signal });
  const running = await begun(studio);
  abort.abort();
  await expect(answer).rejects.toMatchObject({ failure: { kind: 'cancelled' } });
  await expect.poll(() => running.signal.aborted).toBe(true);
});

test('jobs begin in the order of asking, however large their pictures are', async () => {
  const studio = engine();
  const answers = [studio.client.draw(retouch()), studio.client.draw(generate)];
  await begun(studio, 2);
  expect(studio.runner.jobs.map(({ job }) => job.kind === 'draw' && job.request.task)).toEqual(['retouch', 'generate']);
  for (const { end } of studio.runner.jobs) end({ kind: 'draw', result: drawn(png()) });
  await Promise.all(answers);
});

test.each<[string, (wire: Connection<EngineWire>) => Promise<unknown>, string, string]>([
  [
    'bytes of another name',
    (wire) => wire.upload({ sha256: 'a'.repeat(64), bytes: png() }),
    'bad-request',
    'The bytes of a picture are not those that its name says.',
  ],
  [
    'a picture that was never uploaded',
    async (wire) => wire.submit({ jobId: crypto.randomUUID(), job: (await drawJob(retouch())).job }),
    'not-found',
    'The image engine does not have a picture of this job; upload it first.',
  ],
  [
    'a picture of another size than the job says',
    async (wire) => {
      const { job, pictures } = await drawJob(retouch());
      for (const [sha256, bytes] of pictures) await wire.upload({ sha256, bytes });
      const { request } = job as Extract<typeof job, { kind: 'draw' }>;
      const smaller = namedJobSchema.parse({
        ...job,
        request: { ...request, picture: { ...(request as { picture: object }).picture, width: 3 } },
      });
      return wire.submit({ jobId: crypto.randomUUID(), job: smaller });
    },
    'bad-request',
    'A picture of this job has not the size that the job says.',
  ],
  [
    "another's job id",
    (wire) => wire.follow({ jobId: crypto.randomUUID() }),
    'not-found',
    'The image engine has no such job; it was never asked for, or is over.',
  ],
  [
    'a picture of no job',
    (wire) => wire.download({ jobId: crypto.randomUUID(), sha256: 'a'.repeat(64) }),
    'not-found',
    'The image engine has no such job; it was never asked for, or is over.',
  ],
  [
    'what is no id',
    (wire) => wire.follow({ jobId: '../../etc/passwd' }),
    'bad-request',
    'The request "follow" holds values that are not allowed.',
  ],
])('%s is refused in one sentence', async (_what, ask, kind, message) => {
  await expect(ask(engine().wire())).rejects.toMatchObject({ failure: { kind, message } });
});

test('more bytes than the largest picture has are refused before they are looked at', async () => {
  const handlers = engineHandlers(new ScriptedJobs());
  const bytes = new Uint8Array(MOST_PICTURE_BYTES + 1);
  const context = { signal: new AbortController().signal, send: () => undefined };
  await expect((async () => handlers.upload({ sha256: 'a'.repeat(64), bytes }, context))()).rejects.toMatchObject({
    failure: { kind: 'bad-request', message: 'A picture of more than 64 megapixels is not taken.' },
  });
});

test('a queue that is full takes no more jobs, until one of them is over', async () => {
  const studio = engine({ jobs: 3 });
  const wire = studio.wire();
  const { job } = await drawJob(generate);
  const submit = () => wire.submit({ jobId: crypto.randomUUID(), job });
  for (let i = 0; i < 3; i++) await submit();
  await expect(submit()).rejects.toMatchObject({ failure: { kind: 'bad-request', retryable: true } });
  studio.runner.last.end({ kind: 'draw', result: drawn(png()) });
  await expect
    .poll(() =>
      submit().then(
        () => 'taken',
        () => 'refused',
      ),
    )
    .toBe('taken');
});
