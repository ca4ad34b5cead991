/**
 * The execution providers. DIMOO_PROVIDER decides where it is set; otherwise CUDA is chosen where its libraries are
 * installed, and the CPU elsewhere. WebGPU, DirectML and CoreML come with the package on their platforms but are not
 * chosen unasked, since a software adapter or silent fallback kernels are slower than the CPU. Where a provider cannot
 * load the model, or computes other numbers than the CPU (trial.ts), the CPU takes over with a message.
 */
import { StudioError } from '../../../preload/contract/errors.ts';
import { type Provider, providerNames } from '../../../preload/contract/providers.ts';
import { missingOf } from './provider-parts.ts';

export type { Provider };

/** Names of the providers within a sentence. */
export const providerTitles: Readonly<Record<Provider, string>> = {
  cpu: 'the CPU',
  webgpu: 'WebGPU',
  cuda: 'CUDA',
  tensorrt: 'TensorRT',
  dml: 'DirectML',
  coreml: 'CoreML',
};

/** Providers whose libraries are on this machine. The CPU is always among them. */
export function availableProviders(): Provider[] {
  return providerNames.filter((name) => missingOf(name) === null);
}

/**
 * The provider to try first.
 * @throws StudioError 'bad-request' where DIMOO_PROVIDER names none that exists.
 */
export function wantedProvider(
  asked: string | undefined = process.env.DIMOO_PROVIDER,
  available: readonly Provider[] = availableProviders(),
): Provider {
  if (asked === undefined || asked === '') return available.includes('cuda') ? 'cuda' : 'cpu';
  const known = providerNames.find((name) => name === asked.toLowerCase());
  if (known === undefined) {
    throw StudioError.of('provider.unknown', { asked: asked.slice(0, 40), known: providerNames.join(', ') });
  }
  return known;
}

/**
 * Whether outputs can stay on the device of this provider. In onnxruntime-node only WebGPU's can
 * (https://github.com/microsoft/onnxruntime/blob/main/js/node/src/tensor_helper.cc).
 */
export function leavesOutputs(provider: Provider): boolean {
  return provider === 'webgpu';
}
