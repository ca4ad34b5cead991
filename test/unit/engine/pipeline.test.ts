import fc from 'fast-check';
import { decode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { composite, crop } from '../../../main/engine/framing/composite.ts';
import { PreviewBudget } from '../../../main/engine/jobs/preview.ts';
import { maskOf } from '../../../main/engine/pictures/files.ts';
import { writePng } from '../../../main/engine/pictures/png.ts';
import type { ForwardRequest } from '../../../main/engine/runtime/forward.ts';
import { wantedProvider } from '../../../main/engine/runtime/providers.ts';
import type { DrawProgress, GenerateRequest, RetouchRequest } from '../../../preload/contract/drawing.ts';
import { pngText } from '../../../preload/contract/png-text.ts';
import { describePicture, draw } from './lumina-jobs.ts';
import { openTinyModel } from './tiny-model.ts';

const model = await openTinyModel();

const settings = { steps: 5, textGuidance: 2, samplingTemperature: 1 };
const generate: GenerateRequest = {
  task: 'generate',
  prompt: 'a red circle',
  width: 50,
  height: 37,
  settings,
  seed: 7,
};

function photo(width: number, height: number) {
  const rgba = new Uint8Array(width * height * 4);
  for (let i = 0; i < rgba.length; i++) rgba[i] = i % 4 === 3 ? 255 : (i * 37) % 251;
  return { width, height, rgba };
}

function retouch(width: number, height: number): RetouchRequest {
  const values = new Uint8Array(width * height);
  for (let y = 10; y < 30; y++) values.fill(255, y * width + 20, y * width + 33);
  return {
    task: 'retouch',
    prompt: 'a star',
    picture: photo(width, height),
    regionMask: { width, height, values },
    feather: null,
    contextMargin: null,
    settings,
    seed: 1,
  };
}

describe('generate', () => {
  test('any size, every step told, a result that fits the contract, the record in the file', async () => {
    const seen: DrawProgress[] = [];
    const result = await draw(model, generate, { progress: (p) => seen.push(p) });
    const png = decode(result.png);
    expect([png.width, png.height, png.channels]).toEqual([50, 37, 3]);
    expect(png.text).toMatchObject({
      prompt: 'a red circle',
      seed: '7',
      task: 'generate',
      modelHash: result.modelHash,
    });
    expect(JSON.parse(png.text?.settings ?? '')).toEqual(settings);
    expect(seen.map((p) => p.step)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(seen.map((p) => p.forecast !== undefined)).toEqual([true, false, false, false, false, false]);
    expect(seen[0]?.forecast?.seconds).toBeGreaterThan(0);
    expect(seen[0]?.forecast?.bytes).toBeGreaterThan(2 ** 20);
    expect(seen.at(-1)?.secondsLeft).toBe(0);
    expect(result.grid.codes.every((code) => code >= 0 && code < model.manifest.codebookSize)).toBe(true);
  });

  test('the same job gives the same bytes, another seed or prompt gives others', async () => {
    const png = async (change: Partial<GenerateRequest>) => (await draw(model, { ...generate, ...change })).grid.codes;
    const first = (await draw(model, generate)).png;
    expect((await draw(model, generate)).png).toEqual(first);
    expect(await png({ seed: 8 })).not.toEqual(await png({}));
    expect(await png({ prompt: 'zebra crossing' })).not.toEqual(await png({}));
  });

  test('both branches of guidance go through the transformer in one run a step', async () => {
    const batches: number[] = [];
    const transformer = Object.assign(Object.create(model.transformer), {
      forward: (request: ForwardRequest) => {
        batches.push(request.batch);
        return model.transformer.forward(request);
      },
    });
    await draw({ ...model, transformer }, generate);
    expect(batches).toEqual(new Array(generate.settings.steps).fill(2));
  });

  test('a picture beyond the length of the model, and a task that it lacks, are refused', async () => {
    await expect(draw(model, { ...generate, width: 400, height: 400 })).rejects.toMatchObject({
      failure: { kind: 'bad-request' },
    });
    const lacking = { ...model, manifest: { ...model.manifest, tasks: ['caption' as const] } };
    await expect(draw(lacking, generate)).rejects.toMatchObject({ failure: { kind: 'unsupported' } });
  });
});

describe('retouch', () => {
  test.each([
    [64, 64],
    [101, 77],
    [40, 300],
    [333, 41],
  ])('%i x %i: nothing outside the mask changes, and the receipt says so', async (width, height) => {
    const request = retouch(width, height);
    const result = await draw(model, request);
    const { data, channels } = decode(result.png);
    expect(channels).toBe(4);
    const after = composite(
      request.picture,
      { width: result.frame.width, height: result.frame.height, rgba: new Uint8Array(data) },
      result.frame,
    );
    let inside = 0;
    for (let i = 0; i < request.regionMask.values.length; i++) {
      const same = [0, 1, 2, 3].every((c) => after.rgba[4 * i + c] === request.picture.rgba[4 * i + c]);
      if (request.regionMask.values[i] === 0) expect(same).toBe(true);
      else if (!same) inside += 1;
    }
    expect(inside).toBeGreaterThan(0);
    expect(result.receipt).toMatchObject({ changedOutside: 0, outsideAfter: result.receipt?.outsideBefore });
    expect(result.receipt?.redrawnCells.length).toBeGreaterThan(0);
  });

  test('cells that the mask does not touch keep their codes', async () => {
    // With this margin the frame has the model's own size, so that nothing is scaled.
    const request = { ...retouch(64, 64), contextMargin: 0.3 };
    const result = await draw(model, request);
    expect(result.frame).toMatchObject({ width: 32, height: 32 });
    const { codes } = await model.codec.encode(crop(request.picture, result.frame));
    const redrawn = new Set(result.receipt?.redrawnCells);
    expect(redrawn.size).toBeLessThan(codes.length);
    codes.forEach((code, cell) => {
      if (!redrawn.has(cell)) expect(result.grid.codes[cell]).toBe(code);
    });
  });

  test('an empty mask and a mask of another size are refused', async () => {
    const request = retouch(64, 64);
    const empty = { ...request, regionMask: { width: 64, height: 64, values: new Uint8Array(64 * 64) } };
    await expect(draw(model, empty)).rejects.toThrow('mask is empty');
    await expect(draw(model, { ...request, picture: photo(65, 64) })).rejects.toThrow('must be of one size');
  });
});

test('a question is answered in text tokens alone, the same every time', async () => {
  const steps: number[] = [];
  const request = { task: 'ask', picture: photo(90, 40), question: 'what?', settings: null, seed: 0 } as const;
  const result = await describePicture(model, request, { progress: ({ step }) => steps.push(step) });
  expect(result.settings).toEqual(model.manifest.defaults.understanding);
  expect(steps.length).toBeGreaterThan(0);
  expect((await describePicture(model, request)).text).toBe(result.text);
  const cancelled = describePicture(model, request, { cancelled: () => true });
  await expect(cancelled).rejects.toMatchObject({ failure: { kind: 'cancelled' } });
});

describe('previews', () => {
  test('stay under a twentieth of the time, whatever a decode and a step take', async () => {
    for (const [step, decodeTime] of [
      [1, 0.5],
      [0.02, 0.3],
      [2, 0.01],
    ] as const) {
      let now = 0;
      const budget = new PreviewBudget(() => now);
      let previews = 0;
      expect(budget.allows(null)).toBe(false);
      for (let i = 0; i < 1000; i++) {
        now += step;
        if (!budget.allows(decodeTime)) continue;
        previews += 1;
        await budget.spend(async () => {
          now += decodeTime;
        });
      }
      expect(previews).toBeGreaterThan(0);
      expect(budget.spent / budget.elapsed).toBeLessThanOrEqual(0.05);
    }
  });
});

test('white and the lighter half of the greys of a mask picture are the region', () => {
  const rgba = Uint8Array.from([0, 127, 128, 255].flatMap((value) => [value, value, value, 255]));
  expect([...maskOf({ width: 4, height: 1, rgba }).values]).toEqual([0, 0, 255, 255]);
});

test('PNG text beyond latin-1 is read back, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (one, other) => {
      const record = { prompt: one.replaceAll('\0', ''), seed: '1', note: other.replaceAll('\0', '') };
      expect(pngText(writePng(photo(2, 2), record))).toEqual(record);
    }),
  );
  expect(pngText(writePng(photo(2, 2), { prompt: '猫 — naïve', seed: '1' }))).toEqual({
    prompt: '猫 — naïve',
    seed: '1',
  });
});

test('the provider is the CPU unless asked for or CUDA is installed', () => {
  expect(wantedProvider(undefined, ['cpu', 'webgpu'])).toBe('cpu');
  expect(wantedProvider(undefined, ['cpu', 'webgpu', 'cuda'])).toBe('cuda');
  expect(wantedProvider('WebGPU', ['cpu'])).toBe('webgpu');
  expect(() => wantedProvider('tpu')).toThrow('DIMOO_PROVIDER is "tpu"');
});
