import { expect, onTestFinished, test } from 'vitest';
import { readModelFolder } from '../../../main/engine/models/folder.ts';
import { openCodec } from '../../../main/engine/models/open-graphs.ts';
import type { DrawProgress } from '../../../preload/contract/drawing.ts';
import { failureOf } from '../../../preload/contract/errors.ts';
import { draw } from './lumina-jobs.ts';
import { openTinyModel } from './tiny-model.ts';

const model = await openTinyModel();
const settings = { steps: 2, textGuidance: 0, samplingTemperature: 1 };
const request = { task: 'generate', prompt: 'a', width: 96, height: 96, settings, seed: 1, count: 2 } as const;

/** The same model, whose pictures are decoded in small tiles. */
async function inTiles() {
  const where = { provider: 'cpu', onCpu: [], clock: { seconds: 0 } } as const;
  const codec = await openCodec(await readModelFolder(model.folder), where, { wholeBytes: 0, tileBytes: 8 * 8 * 64 });
  onTestFinished(() => codec.close());
  return { ...model, codec };
}

test('a drawing tells how much of its pixels is there, over all of its candidates', async () => {
  const told: DrawProgress[] = [];
  await draw(await inTiles(), request, { previews: false, progress: (progress) => void told.push(progress) });
  const shares = told.flatMap(({ finishing }) => finishing ?? []);
  expect(shares.length).toBeGreaterThan(20);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(shares.at(-1)).toBe(1);
  expect(told.filter(({ finishing }) => finishing !== undefined).every(({ step, of }) => step === of)).toBe(true);
});

test('a drawing that is cancelled while its pixels are computed ends with the next tile', async () => {
  let tiles = 0;
  const progress = ({ finishing }: DrawProgress) => {
    if (finishing !== undefined) tiles++;
  };
  const drawn = draw(await inTiles(), request, { previews: false, progress, cancelled: () => tiles > 2 });
  expect(failureOf(await drawn.catch((error: unknown) => error)).kind).toBe('cancelled');
  expect(tiles).toBe(3);
});
