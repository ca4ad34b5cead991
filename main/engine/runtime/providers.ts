/**
 * Where sessions run. The rule: DIMOO_PROVIDER decides where it is set; otherwise CUDA where its
 * libraries are installed, and the CPU everywhere else. WebGPU, DirectML and CoreML come with the
 * package on their platforms but are not chosen unasked: a software adapter or a kernel that falls
 * back silently is slower than the CPU. A provider that cannot load the model, or computes otherwise
 * than the CPU (trial.ts), is left for the CPU, with a message.
 */
import { StudioError } from '../../../preload/contract/errors.ts';
import { ort } from './onnxruntime.ts';

export const providerNames = ['cpu', 'webgpu', 'cuda', 'dml', 'coreml'] as const;
export type Provider = (typeof providerNames)[number];

/** As they are called in a sentence. */
export const providerTitles: Readonly<Record<Provider, string>> = {
  cpu: 'the CPU',
  webgpu: 'WebGPU',
  cuda: 'CUDA',
  dml: 'DirectML',
  coreml: 'CoreML',
};

/** Providers whose libraries are on this machine; the CPU is always among them. */
export function availableProviders(): Provider[] {
  const bundled = new Set(ort.listSupportedBackends().flatMap(({ name, bundled }) => (bundled ? [name] : [])));
  return providerNames.filter((name) => name === 'cpu' || bundled.has(name));
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
    throw new StudioError(
      'bad-request',
      `DIMOO_PROVIDER is "${asked.slice(0, 40)}"; it must be one of ${providerNames.join(', ')}.`,
    );
  }
  return known;
}

/**
 * Whether outputs can stay where this provider computed them. Of onnxruntime-node's tensors only those of
 * WebGPU can (https://github.com/microsoft/onnxruntime/blob/main/js/node/src/tensor_helper.cc).
 */
export function leavesOutputs(provider: Provider): boolean {
  return provider === 'webgpu';
}
