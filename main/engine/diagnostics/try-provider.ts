/** Tries a provider with a model, in the process that calls it: a broken driver may end or stop that process. */
import { toldOf } from '../../../preload/contract/error-codes.ts';
import type { Told } from '../../../preload/contract/told.ts';
import { asFamilyModel } from '../families/lumina-dimoo/lumina-dimoo.ts';
import { draw } from '../jobs/draw.ts';
import { type ModelFolder, readModelFolder } from '../models/folder.ts';
import { openOn, whyNot } from '../models/model.ts';
import { nodesLeftToCpu } from '../models/provider-check.ts';
import { readOwnPicture } from '../pictures/files.ts';
import type { Provider } from '../runtime/providers.ts';
import type { TrialAnswer, VerifiedRun } from './trial-answer.ts';

/** Side of the picture that is drawn to verify a provider, where the model draws no smaller one. */
const SIDE = 128;
const STEPS = 4;

/** Opens canary and codec on the provider, and compares them with the CPU. */
export async function tryProvider(path: string, provider: Provider): Promise<TrialAnswer> {
  return answerOf(path, provider, async (folder) => {
    const onCpu = await nodesLeftToCpu(folder, provider, () => undefined);
    return { kind: 'tried', onCpu: onCpu.length };
  });
}

/** The same, and draws one small picture twice. The second time has no kernels to compile. */
export async function verifyProvider(path: string, provider: Provider): Promise<TrialAnswer> {
  return answerOf(path, provider, async (folder) => {
    const notes: Told[] = [];
    const model = await openOn(folder, provider, (note) => notes.push(note));
    try {
      await drawSmall(model);
      return { kind: 'verified', onCpu: notes.length, ...(await drawSmall(model)) };
    } finally {
      await model.close();
    }
  });
}

async function answerOf(
  path: string,
  provider: Provider,
  run: (folder: ModelFolder) => Promise<TrialAnswer>,
): Promise<TrialAnswer> {
  const folder = await readModelFolder(path);
  const { manifest } = folder;
  if (manifest.precision === 'int8-fast' && provider !== 'cpu') {
    return { kind: 'failed', told: toldOf('provider.int8-on-cpu', {}) };
  }
  try {
    return await run(folder);
  } catch (error) {
    if (provider === 'cpu') throw error;
    return { kind: 'failed', told: whyNot(error, manifest, provider) };
  }
}

async function drawSmall(model: Awaited<ReturnType<typeof openOn>>): Promise<VerifiedRun> {
  const native = model.manifest.nativeSizes[0] ?? { width: SIDE, height: SIDE };
  const size = { width: Math.min(SIDE, native.width), height: Math.min(SIDE, native.height) };
  const settings = { steps: STEPS, textGuidance: 2, samplingTemperature: 1 };
  const request = { task: 'generate', prompt: 'a red circle', ...size, settings, seed: 7 } as const;
  const before = performance.now();
  const { png, grid } = await draw(asFamilyModel(model), request, { previews: false });
  const seconds = (performance.now() - before) / 1000;
  const { rgba } = await readOwnPicture(png);
  return { ...size, seconds, codes: [...(grid?.codes ?? [])], rgba: Buffer.from(rgba).toString('base64') };
}
