/** A loaded model: its tokenizer, transformer and codec, and the provider that runs them. */
import { readFile } from 'node:fs/promises';
import { StudioError } from '../../../preload/contract/errors.ts';
import type { Manifest } from '../../../preload/contract/manifest.ts';
import type { Codec } from '../codec/codec.ts';
import type { RunClock } from '../runtime/graph.ts';
import { type PassShape, PassTimer } from '../runtime/pass-timer.ts';
import { type Provider, providerTitles, wantedProvider } from '../runtime/providers.ts';
import type { Transformer } from '../runtime/transformer.ts';
import { tryPass } from '../runtime/try-pass.ts';
import { createTokenizer, type TextTokenizer } from '../tokenizer/tokenizer.ts';
import { type ModelFolder, pathOf, readModelFolder, verifyModelFolder } from './folder.ts';
import { openCodec, openTransformer } from './open-graphs.ts';
import { nodesLeftToCpu } from './provider-check.ts';

/** A loaded model. */
export interface Model {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly provider: Provider;
  readonly tokenizer: TextTokenizer;
  readonly transformer: Transformer;
  readonly codec: Codec;
  /** Seconds inside all runs since the model was loaded. */
  readonly clock: RunClock;
  /** How long passes take on this machine. `tryPass` runs a pass to measure it. */
  readonly passTimer: PassTimer;
  readonly tryPass: (pass: PassShape) => Promise<void>;
  /** Resident bytes of the process after the model was loaded and before anything was drawn. */
  readonly loadedBytes: number;
  readonly close: () => Promise<void>;
}

/**
 * Verifies and loads a model folder.
 * @throws StudioError 'model-missing', 'model-invalid' or 'out-of-memory'
 */
export async function loadModel(path: string, say: (message: string) => void = () => undefined): Promise<Model> {
  const folder = await readModelFolder(path);
  await verifyModelFolder(folder, { quick: true });
  return openFolder(folder, say);
}

/**
 * Loads a model folder whose files are whole. Where the provider cannot load it, the CPU takes over, and `say`
 * receives one sentence about it.
 * @throws StudioError 'model-invalid' or 'out-of-memory'
 */
export async function openFolder(folder: ModelFolder, say: (message: string) => void): Promise<Model> {
  const provider = providerFor(folder.manifest, say);
  try {
    return await openOn(folder, provider, say);
  } catch (error) {
    if (provider === 'cpu') throw error;
    const isWrong = error instanceof StudioError && error.failure.kind === 'unsupported';
    const cannot = `${providerTitles[provider]} cannot run the model here, so it runs on the CPU; a newer driver may help.`;
    say(isWrong ? error.message : cannot);
    return openOn(folder, 'cpu', say);
  }
}

/** Integer products run on the CPU only. On another provider each of them would be copied to the CPU and back. */
function providerFor({ precision }: Manifest, say: (message: string) => void): Provider {
  const wanted = wantedProvider();
  if (precision === 'fp32' || wanted === 'cpu') return wanted;
  say('A model in int8 runs on the CPU; convert the checkpoint to fp32 to use the graphics processor.');
  return 'cpu';
}

async function openOn(folder: ModelFolder, provider: Provider, say: (message: string) => void): Promise<Model> {
  const { manifest } = folder;
  const clock: RunClock = { seconds: 0 };
  const onCpu = await nodesLeftToCpu(folder, provider, say);
  const where = { provider, onCpu, clock };
  const passTimer = new PassTimer(manifest);
  const { transformer, close: closeTransformer } = await openTransformer(folder, where, passTimer);
  const codec = await openCodec(folder, where);
  const tokenizer = createTokenizer(await readJson(folder, 'tokenizer'), await readJson(folder, 'tokenizer-config'));
  const close = async () => {
    await Promise.all([closeTransformer(), codec.close()]);
  };
  return {
    folder: folder.path,
    manifest,
    provider,
    tokenizer,
    transformer,
    codec,
    clock,
    passTimer,
    tryPass: (pass) => tryPass(transformer, pass),
    loadedBytes: process.memoryUsage.rss(),
    close,
  };
}

async function readJson(folder: ModelFolder, role: 'tokenizer' | 'tokenizer-config'): Promise<unknown> {
  try {
    return JSON.parse(await readFile(pathOf(folder, role), 'utf8'));
  } catch (cause) {
    throw new StudioError('model-invalid', `The model's ${role} cannot be read; convert the checkpoint again.`, {
      cause,
    });
  }
}
