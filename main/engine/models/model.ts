/** A loaded model: its tokenizer, transformer and codec, and the provider that runs them. */
import { readFile } from 'node:fs/promises';
import { toldOf } from '../../../preload/contract/error-codes.ts';
import { StudioError } from '../../../preload/contract/errors.ts';
import type { Manifest } from '../../../preload/contract/manifest.ts';
import type { Told } from '../../../preload/contract/told.ts';
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

/** Receives a note for the person who uses the model. */
type Say = (note: Told) => void;

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
export async function loadModel(path: string, say: Say = () => undefined): Promise<Model> {
  const folder = await readModelFolder(path);
  await verifyModelFolder(folder, { quick: true });
  return openFolder(folder, say);
}

/**
 * Loads a model folder whose files are whole. Where the provider cannot load it, the CPU takes over, and `say`
 * receives a note about it.
 * @throws StudioError 'model-invalid' or 'out-of-memory'
 */
export async function openFolder(folder: ModelFolder, say: Say): Promise<Model> {
  const provider = providerFor(folder.manifest, say);
  try {
    return await openOn(folder, provider, say);
  } catch (error) {
    if (provider === 'cpu') throw error;
    const isWrong = error instanceof StudioError && error.failure.code === 'provider.wrong';
    say(toldOf(isWrong ? 'provider.wrong' : 'provider.cannot-run', { provider: providerTitles[provider] }));
    return openOn(folder, 'cpu', say);
  }
}

/**
 * The fast products in whole numbers have kernels for the CPU only. On another provider each of them would be copied to the
 * CPU and back. All other products are tried on the canary.
 */
function providerFor({ precision }: Manifest, say: Say): Provider {
  const wanted = wantedProvider();
  if (precision !== 'int8-fast' || wanted === 'cpu') return wanted;
  say(toldOf('provider.int8-on-cpu', {}));
  return 'cpu';
}

async function openOn(folder: ModelFolder, provider: Provider, say: Say): Promise<Model> {
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
    throw StudioError.of('model.file-unreadable', { role }, { cause });
  }
}
