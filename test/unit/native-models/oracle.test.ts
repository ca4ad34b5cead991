import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { ort } from '../../../main/engine/runtime/onnxruntime.ts';
import { convertCheckpoint } from '../../../native-models/converter/converter.ts';
import type { Manifest } from '../../../preload/contract/manifest.ts';
import { largestDifference, oracle, readFloats } from '../../helpers/oracle.ts';
import { TransformerSession } from './transformer-session.ts';

// Generous: continuous integration shares its processors.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const TOLERANCE = 1e-3;
const array = z.object({ file: z.string(), shape: z.array(z.number()) });
const logitsSchema = z.object({ cases: z.array(z.object({ ids: z.array(z.number()), logits: array, hidden: array })) });
const codecSchema = z.object({
  cases: z.array(
    z.object({
      picture: z.string(),
      width: z.number(),
      height: z.number(),
      grid: z.array(z.number()),
      latents: array,
      codes: z.array(z.number()),
      decoded: array,
    }),
  ),
});

describe.skipIf(oracle === null)('the converted oracle checkpoint', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dimoo-oracle-model-'));
  const at = (name: string) => join(oracle ?? '', name);
  const read = (name: string): unknown => JSON.parse(readFileSync(at(name), 'utf8'));
  let manifest: Manifest;

  beforeAll(async () => {
    const options = {
      checkpoint: at('checkpoint'),
      out: join(folder, 'model'),
      precision: 'fp32',
      exposeHidden: true,
    } as const;
    manifest = (await convertCheckpoint(options)).manifest;
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('gives the logits and hidden states of the reference', async () => {
    const { cases } = logitsSchema.parse(read('logits.json'));
    expect(cases.length).toBeGreaterThan(0);
    const session = await TransformerSession.open(join(folder, 'model'), manifest);
    const hiddenNames = Array.from({ length: manifest.transformer.layers + 1 }, (_, i) => `hidden.${i}`);
    for (const { ids, logits, hidden } of cases) {
      const rows = ids.map((_, i) => i);
      const fetch = ['image_logits', 'text_logits', ...hiddenNames];
      const got = await session.run({ ids: [ids], imageRows: rows, textRows: rows, fetch });
      const whole = joinColumns(got.text_logits, got.image_logits, ids.length);
      expect(largestDifference(whole, readFloats(at(logits.file)))).toBeLessThan(TOLERANCE);
      const states = hiddenNames.flatMap((name) => [...got[name]]);
      expect(largestDifference(states, readFloats(at(hidden.file)))).toBeLessThan(TOLERANCE);
    }
    await session.release();
  });

  it('encodes and decodes pictures as the reference does', async () => {
    const { cases } = codecSchema.parse(read('codec.json'));
    expect(cases.length).toBeGreaterThan(0);
    const encoder = await ort.InferenceSession.create(join(folder, 'model', 'codec-encoder.onnx'));
    const decoder = await ort.InferenceSession.create(join(folder, 'model', 'codec-decoder.onnx'));
    for (const { picture, width, height, grid, latents, codes, decoded } of cases) {
      const rgb = await sharp(at(picture)).removeAlpha().raw().toBuffer();
      const encoded = await encoder.run({ pixels: new ort.Tensor('float32', planes(rgb), [1, 3, height, width]) });
      expect(encoded.codes.dims).toEqual([1, ...grid]);
      expect(Array.from(encoded.codes.data as BigInt64Array, Number)).toEqual(codes);
      expect(largestDifference(encoded.latents.data as Float32Array, readFloats(at(latents.file)))).toBeLessThan(
        TOLERANCE,
      );
      const { pixels } = await decoder.run({ codes: encoded.codes });
      expect(pixels.dims).toEqual([1, 3, height, width]);
      expect(largestDifference(pixels.data as Float32Array, readFloats(at(decoded.file)))).toBeLessThan(TOLERANCE);
    }
  });
});

/** Text columns, then code columns, of every row. */
function joinColumns(text: Float32Array, image: Float32Array, rows: number): Float32Array {
  const [left, right] = [text.length / rows, image.length / rows];
  const whole = new Float32Array(rows * (left + right));
  for (let row = 0; row < rows; row += 1) {
    whole.set(text.subarray(row * left, (row + 1) * left), row * (left + right));
    whole.set(image.subarray(row * right, (row + 1) * right), row * (left + right) + left);
  }
  return whole;
}

/** Interleaved RGB bytes -> [3, pixels] in [0, 1]. */
function planes(rgb: Uint8Array): Float32Array {
  const pixels = rgb.length / 3;
  return Float32Array.from({ length: rgb.length }, (_, i) => rgb[(i % pixels) * 3 + Math.floor(i / pixels)] / 255);
}
