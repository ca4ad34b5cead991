/** Why a provider cannot run a model, from what ONNX Runtime, the graphics driver or the loader of libraries said. */
import { StudioError } from '../../../preload/contract/errors.ts';
import type { Precision } from '../../../preload/contract/manifest.ts';
import { type Provider, providerTitles } from '../runtime/providers.ts';

/** Names of missing libraries with what a person installs to have them. The number in the name is that of the version. */
const packages: readonly (readonly [RegExp, string])[] = [
  [/^libcudnn\.so\.(\d+)/, 'cuDNN'],
  [/^(?:libnvinfer|libnvonnxparser)[\w]*\.so\.(\d+)/, 'TensorRT'],
  [/^libcuda\.so/, "NVIDIA's driver"],
  [/^lib(?:cudart|cublas|cublasLt)\.so\.(\d+)/, 'CUDA'],
  [/^lib(?:cu|nv)/, 'CUDA'],
];

/**
 * The reason as a sentence that says what to do, or undefined where the text does not tell one.
 * @param text messages and printed lines of the failed try
 */
export function reasonIn(text: string, provider: Provider, precision: Precision): StudioError | undefined {
  const title = providerTitles[provider];
  const options = { detail: text };
  const library = /\b(lib[\w.+-]+\.so[\w.]*): cannot open shared object file/.exec(text)?.[1];
  if (library !== undefined) {
    return StudioError.of('provider.lacks-library', { provider: title, library, package: packageOf(library) }, options);
  }
  if (/requires f16|shader-f16|float16 is not supported/i.test(text)) {
    return StudioError.of('provider.no-halves', { provider: title, precision }, options);
  }
  if (/no supported adapters|failed to get a webgpu adapter|DXGI_ERROR_NOT_FOUND/i.test(text)) {
    return StudioError.of('provider.no-adapter', { provider: title }, options);
  }
  if (/no CUDA-capable device|driver version is insufficient|cudaErrorNoDevice|error 35\b|error 100\b/i.test(text)) {
    return StudioError.of('provider.no-device', { provider: title }, options);
  }
  if (/NOT_IMPLEMENTED|could not find an implementation/i.test(text)) {
    const choice = precision === 'fp32' ? 'fp16' : 'fp32';
    return StudioError.of('provider.no-kernel', { provider: title, precision, choice }, options);
  }
  return undefined;
}

function packageOf(library: string): string {
  for (const [pattern, name] of packages) {
    const found = pattern.exec(library);
    if (found !== null) return [name, found[1]].filter(Boolean).join(' ');
  }
  return library;
}
