import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { decode } from 'fast-png';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openModel } from '../../../main/engine/families/registry.ts';
import { engineHandlers } from '../../../main/engine/service/handlers.ts';
import { JobQueue } from '../../../main/engine/service/queue.ts';
import type { DrawProgress, GenerateRequest, RetouchRequest } from '../../../preload/contract/drawing.ts';
import type { EngineService } from '../../../preload/contract/engine.ts';
import { engineWire } from '../../../preload/contract/engine-wire.ts';
import { pngText } from '../../../preload/contract/png-text.ts';
import type { Client } from '../../../preload/contract/service.ts';
import { connect } from '../../../preload/rpc/connect.ts';
import { engineClient } from '../../../preload/rpc/engine-client.ts';
import { serve } from '../../../preload/rpc/serve.ts';
import { bytePortPair } from '../../helpers/byte-port.ts';
import { dots } from '../../helpers/dots-family.ts';
import { tinyModelFolder } from '../../helpers/tiny-model-folder.ts';

const SIDE = 16;
const settings = { steps: 20, textGuidance: 0, samplingTemperature: 1 };
const generate: GenerateRequest = { task: 'generate', prompt: 'dots', width: SIDE, height: SIDE, settings, seed: 7 };
const picture = { width: SIDE, height: SIDE, rgba: new Uint8Array(4 * SIDE * SIDE).fill(200) };
const regionMask = { width: SIDE, height: SIDE, values: new Uint8Array(SIDE * SIDE).fill(255, 100, 130) };
const redraw = { prompt: '', picture, regionMask, feather: null, contextMargin: null };
const retouch: RetouchRequest = { task: 'retouch', ...redraw, settings, seed: 9 };

let folder = '';
let remove = () => {};
/** An engine as the studio has it, in a worker, over a port of bytes; its model is of the family of dots. */
let engine: Client<EngineService>;
let worker: Worker | undefined;

beforeAll(async () => {
  ({ folder, remove } = await tinyModelFolder());
  const file = join(folder, 'manifest.json');
  const manifest = { ...JSON.parse(readFileSync(file, 'utf8')), family: 'dots', tasks: ['generate', 'retouch'] };
  // Its files are what another family makes of them.
  writeFileSync(file, JSON.stringify(manifest));
  const startWorker = () => {
    worker = new Worker(new URL('../../helpers/dots-worker.ts', import.meta.url), { workerData: { model: folder } });
    return worker;
  };
  const { near, far } = bytePortPair();
  serve(engineWire, engineHandlers(new JobQueue(startWorker, () => undefined)), far);
  engine = engineClient(connect(engineWire, near));
});
afterAll(async () => {
  await worker?.terminate();
  remove();
});

describe('a family without a token grid', () => {
  test('goes through queue, progress and previews', async () => {
    expect(await engine.status({})).toMatchObject({ provider: 'cpu', manifest: { family: 'dots' } });
    const seen: DrawProgress[] = [];
    const [first, second] = await Promise.all([
      engine.draw(generate, { onEvent: (progress) => seen.push(progress) }),
      engine.draw({ ...generate, seed: 8 }),
    ]);
    expect(seen[0]).toMatchObject({ step: 0, of: 20, forecast: { bytes: 1 } });
    expect(seen.map(({ step }) => step)).toEqual(Array.from({ length: 21 }, (_, step) => step));
    const [preview] = seen.flatMap((progress) => progress.preview ?? []);
    expect(preview?.frame).toEqual({ x: 0, y: 0, width: SIDE, height: SIDE });
    expect(preview?.raster.rgba.subarray(0, 4)).toEqual(Uint8Array.of(7, 7, 7, 255));
    expect(first).toMatchObject({ seed: 7, grid: null, confidence: null, fixedAt: null, receipt: null });
    expect(decode(first.png).data.slice(0, 3)).toEqual(Uint8Array.of(7, 7, 7));
    expect(decode(second.png).data.slice(0, 3)).toEqual(Uint8Array.of(8, 8, 8));
  });

  test('has its record in the file, and of a part a receipt', async () => {
    const { png, receipt } = await engine.draw(retouch);
    const { settings: kept = '', ...text } = pngText(png);
    expect(JSON.parse(kept)).toEqual(settings);
    expect(text).toMatchObject({ task: 'retouch', seed: '9', dots: String(SIDE * SIDE) });
    for (const key of ['grid', 'trace']) expect(text).not.toHaveProperty(key);
    expect(receipt).toMatchObject({ changedOutside: 0, redrawnCells: [] });
    expect(receipt?.outsideAfter).toBe(receipt?.outsideBefore);
    const alpha = decode(png).data.filter((_, i) => i % 4 === 3);
    expect([...alpha].map((value) => (value > 0 ? 255 : 0))).toEqual([...regionMask.values]);
  });

  test('draws several candidates, each with its own seed and record', async () => {
    const { others, ...first } = await engine.draw({ ...generate, count: 3 });
    const all = [first, ...(others ?? [])];
    expect(all.map(({ seed }) => seed)).toEqual([7, 8, 9]);
    expect(all.map(({ png }) => pngText(png).seed)).toEqual(['7', '8', '9']);
  });

  test('is cancelled between two steps, and draws on', async () => {
    const abort = new AbortController();
    const long = { ...generate, settings: { ...settings, steps: 1000 } };
    let last = 0;
    const stopped = engine.draw(long, {
      signal: abort.signal,
      onEvent: ({ step }) => {
        last = step;
        if (step === 3) abort.abort();
      },
    });
    await expect(stopped).rejects.toMatchObject({ failure: { kind: 'cancelled' } });
    expect((await engine.draw(generate)).seed).toBe(7);
    expect(last).toBe(3);
  });

  test('is asked for nothing that it does not know', async () => {
    const describing = { task: 'caption', picture, question: '', settings: null, seed: 0 } as const;
    const trace = {
      columns: 1,
      rows: 1,
      codes: new Int32Array(1),
      fixedAt: new Int16Array(1),
      confidence: new Float32Array(1),
    };
    await expect(engine.describe(describing)).rejects.toMatchObject({ failure: { kind: 'unsupported' } });
    await expect(engine.draw({ ...generate, verify: true })).rejects.toMatchObject({
      failure: { kind: 'unsupported' },
    });
    await expect(engine.replay({ trace, stepsDone: null })).rejects.toMatchObject({
      failure: { kind: 'unsupported', message: expect.stringContaining('keeps no trace of its drawings') },
    });
  });
});

test('a family that the studio does not know is refused by its name', async () => {
  await expect(openModel(folder)).rejects.toMatchObject({
    failure: {
      kind: 'unsupported',
      message: `The model in ${folder} is of the family "dots", which this studio does not know; it knows lumina-dimoo.`,
    },
  });
  expect((await openModel(folder, undefined, [dots])).manifest.family).toBe('dots');
});
