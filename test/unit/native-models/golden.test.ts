import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { ort } from '../../../main/engine/runtime/onnxruntime.ts';
import { convertCheckpoint } from '../../../native-models/converter/converter.ts';
import type { Manifest } from '../../../preload/contract/manifest.ts';
import { largestDifference } from '../../helpers/oracle.ts';
import { writeTinyCheckpoint } from '../../helpers/tiny-checkpoint.ts';
import { goldenCheckpoint, goldenIds, goldenPixels } from './golden/checkpoint.ts';
import { TransformerSession } from './transformer-session.ts';

// Generous: continuous integration shares its processors.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const numbers = z.array(z.number()).min(1);
const schema = z.object({ latents: numbers, codes: numbers, decoded: numbers, logitRows: numbers, logits: numbers });
const golden = schema.parse(JSON.parse(readFileSync(new URL('./golden/reference.json', import.meta.url), 'utf8')));
const TOLERANCE = 2e-5;

describe('a codec with attention and a transformer with a tied head', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dimoo-golden-'));
  let manifest: Manifest;

  beforeAll(async () => {
    writeTinyCheckpoint(join(folder, 'checkpoint'), goldenCheckpoint);
    const options = { checkpoint: join(folder, 'checkpoint'), out: join(folder, 'model'), precision: 'fp32' } as const;
    manifest = (await convertCheckpoint(options)).manifest;
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('encode and decode as diffusers does', async () => {
    const encoder = await ort.InferenceSession.create(join(folder, 'model', 'codec-encoder.onnx'));
    const { codes, latents } = await encoder.run({ pixels: new ort.Tensor('float32', goldenPixels, [2, 3, 12, 20]) });
    expect(Array.from(codes.data as BigInt64Array, Number)).toEqual(golden.codes);
    expect(new Set(golden.codes).size).toBeGreaterThan(2);
    expect(largestDifference(latents.data as Float32Array, golden.latents)).toBeLessThan(TOLERANCE);
    const decoder = await ort.InferenceSession.create(join(folder, 'model', 'codec-decoder.onnx'));
    const { pixels } = await decoder.run({ codes });
    const second = (pixels.data as Float32Array).subarray(3 * 12 * 20);
    expect(largestDifference(second, golden.decoded)).toBeLessThan(TOLERANCE);
  });

  it('give the logits of the reference', async () => {
    const session = await TransformerSession.open(join(folder, 'model'), manifest);
    const rows = golden.logitRows;
    const fetch = ['text_logits', 'image_logits'];
    const got = await session.run({ ids: [goldenIds], imageRows: rows, textRows: rows, fetch });
    const whole = rows.flatMap((_, row) =>
      fetch.flatMap((name) => {
        const columns = got[name].length / rows.length;
        return [...got[name].subarray(row * columns, (row + 1) * columns)];
      }),
    );
    expect(largestDifference(whole, golden.logits)).toBeLessThan(TOLERANCE);
    await session.release();
  });
});
