/** A loaded model: its tokenizer, transformer and codec, and the provider that runs them. */
import { readFile } from 'node:fs/promises';
import { toldOf } from '../../../preload/contract/error-codes.ts';
import { StudioError } from '../../../preload/contract/errors.ts';
import type { Manifest } from '../../../preload/contract/manifest.ts';
import { memoryOf, neededToLoad } from '../../../preload/contract/model-memory.ts';
import type { Told } from '../../../preload/contract/told.ts';
import type { Codec } from '../codec/codec.ts';
import { freeBytes, loadableBytes } from '../runtime/free-memory.ts';
import type { RunClock } from '../runtime/graph.ts';
import { type PassShape, PassTimer } from '../runtime/pass-timer.ts';
import { loaderErrorOf } from '../runtime/provider-parts.ts';
import { type Provider, providerTitles, wantedProvider } from '../runtime/providers.ts';
import type { Transformer } from '../runtime/transformer.ts';
import { tryPass } from '../runtime/try-pass.ts';
import { createTokenizer, type TextTokenizer } from '../tokenizer/tokenizer.ts';
import { type ModelFolder, pathOf, readModelFolder, verifyModelFolder } from './folder.ts';
import { openCodec, openTransformer } from './open-graphs.ts';
import { nodesLeftToCpu } from './provider-check.ts';
import { reasonIn } from './provider-reason.ts';
import { TryBook } from './try-book.ts';

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
  /** How long passes take on this machine. `tryPass` measures what passes of about a shape take. */
  readonly passTimer: PassTimer;
  readonly tryPass: (pass: PassShape, goesOn?: () => boolean) => Promise<void>;
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
 * Loads a model folder whose files are whole. Where the provider cannot load it, or took down the process that tried it
 * before, the CPU takes over, and `say` receives a note about it.
 * @throws StudioError 'model-invalid' or 'out-of-memory'
 */
export async function openFolder(folder: ModelFolder, say: Say): Promise<Model> {
  const provider = providerFor(folder.manifest, say);
  if (provider === 'cpu') return openOn(folder, provider, say);
  const book = new TryBook(provider);
  const ended = book.endedBefore();
  if (ended !== null) {
    say(ended);
    return openOn(folder, 'cpu', say);
  }
  try {
    book.begin();
    const model = await openOn(folder, provider, say);
    book.worked();
    return model;
  } catch (error) {
    const told = whyNot(error, folder.manifest, provider);
    book.failed(told);
    say(told);
    return openOn(folder, 'cpu', say);
  }
}

/** The reason for which a provider does not run a model. */
export function whyNot(error: unknown, { precision }: Manifest, provider: Provider): Told {
  const { failure } = error instanceof StudioError ? error : StudioError.of('internal', {}, { detail: String(error) });
  const text = `${failure.detail ?? ''}\n${loaderErrorOf(provider)}`;
  const known = failure.code?.startsWith('provider.') ? failure : reasonIn(text, provider, precision)?.failure;
  if (known === undefined) return toldOf('provider.cannot-run', { provider: providerTitles[provider] });
  const { message, code, params } = known;
  return { message, ...(code === undefined ? {} : { code }), ...(params === undefined ? {} : { params }) };
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

/**
 * Loads a model on this provider and no other.
 * @throws StudioError 'model-invalid', 'unsupported' or 'out-of-memory'
 */
export async function openOn(folder: ModelFolder, provider: Provider, say: Say): Promise<Model> {
  if (provider !== 'cpu') return openEach(folder, provider, say);
  if (neededToLoad(folder.manifest) > loadableBytes()) throw noMemoryFor(folder);
  try {
    return await openEach(folder, provider, say);
  } catch (error) {
    const noMemory = error instanceof StudioError && error.failure.code === 'engine.no-memory';
    throw noMemory ? noMemoryFor(folder, error) : error;
  }
}

function noMemoryFor({ manifest }: ModelFolder, cause?: StudioError): StudioError {
  const memory = memoryOf(neededToLoad(manifest), freeBytes());
  // Systems limit what a program is given, too, and not every limit can be asked for.
  const code = memory.needed < memory.free ? 'model.no-memory-given' : 'model.no-memory';
  return StudioError.of(code, memory, { detail: cause?.failure.detail, cause, retryable: true });
}

async function openEach(folder: ModelFolder, provider: Provider, say: Say): Promise<Model> {
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
    tryPass: (pass, goesOn) => tryPass(transformer, passTimer, pass, goesOn),
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
