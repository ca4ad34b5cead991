/**
 * Which libraries of ONNX Runtime are on this machine. `listSupportedBackends` alone does not tell: it calls CUDA and
 * TensorRT "not bundled" for ever, since their libraries are fetched apart from the package, and go into its folder.
 */
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { toldOf } from '../../../preload/contract/error-codes.ts';
import type { Provider } from '../../../preload/contract/providers.ts';
import type { Told } from '../../../preload/contract/told.ts';
import { ort } from './onnxruntime.ts';

/** What is looked at to tell which providers are there. */
export interface RuntimeParts {
  /** The runtime's own list. */
  readonly backends: readonly { readonly name: string; readonly bundled: boolean }[];
  /** Names of the files beside the runtime's binding. */
  readonly files: readonly string[];
}

/** Systems for which onnxruntime-node 1.30 has the provider. */
const systems: Readonly<Record<Exclude<Provider, 'cpu'>, string>> = {
  webgpu: 'Windows, macOS (arm64), Linux (x64)',
  cuda: 'Linux (x64)',
  tensorrt: 'Linux (x64)',
  dml: 'Windows',
  coreml: 'macOS (arm64)',
};

/** Files that must lie beside the binding for a provider that the package does not bring. */
const fetched: Partial<Record<Provider, readonly string[]>> = {
  cuda: ['libonnxruntime_providers_shared.so', 'libonnxruntime_providers_cuda.so'],
  tensorrt: [
    'libonnxruntime_providers_shared.so',
    'libonnxruntime_providers_cuda.so',
    'libonnxruntime_providers_tensorrt.so',
  ],
};

/** The command that fetches the libraries which npm has not. */
export const FETCH_COMMAND = 'node node_modules/onnxruntime-node/script/install.js --onnxruntime-node-install=cuda12';

/** Says what of ONNX Runtime's own libraries is missing for this provider; null where they are all there. */
export function missingOf(provider: Provider, { backends, files }: RuntimeParts = partsHere()): Told | null {
  if (provider === 'cpu') return null;
  const backend = backends.find(({ name }) => name === provider);
  if (backend === undefined) return toldOf('provider.other-system', { systems: systems[provider] });
  const missing = (fetched[provider] ?? []).filter((file) => !files.includes(file));
  if (backend.bundled || missing.length === 0) return null;
  return toldOf('provider.not-fetched', { files: missing.join(', '), command: FETCH_COMMAND });
}

/**
 * What the loader of libraries says of this provider's library; empty where it loads, or is not one of its own. The
 * runtime's error says only that it failed.
 */
export function loaderErrorOf(provider: Provider): string {
  const own = fetched[provider]?.at(-1);
  const folder = bindingFolders().find((each) => own !== undefined && existsSync(join(each, own)));
  if (own === undefined || folder === undefined) return '';
  try {
    process.dlopen({ exports: {} }, join(folder, own));
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function partsHere(): RuntimeParts {
  return { backends: ort.listSupportedBackends(), files: bindingFolders().flatMap((folder) => readdirSync(folder)) };
}

/** Where the runtime's libraries for this system lie. */
function bindingFolders(): string[] {
  const home = dirname(createRequire(import.meta.url).resolve('onnxruntime-node/package.json'));
  const binaries = join(home.replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked'), 'bin');
  if (!existsSync(binaries)) return [];
  const folders = readdirSync(binaries).map((napi) => join(binaries, napi, process.platform, process.arch));
  return folders.filter((folder) => existsSync(folder));
}
