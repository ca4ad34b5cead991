import { describe, expect, test } from 'vitest';
import { missingOf, type RuntimeParts } from '../../../../main/engine/runtime/provider-parts.ts';

/** What `listSupportedBackends` says on Linux x64, whether the libraries of CUDA are there or not. */
const linux: RuntimeParts['backends'] = [
  { name: 'cpu', bundled: true },
  { name: 'webgpu', bundled: true },
  { name: 'cuda', bundled: false },
  { name: 'tensorrt', bundled: false },
];
const shared = 'libonnxruntime_providers_shared.so';
const cuda = 'libonnxruntime_providers_cuda.so';

describe('what is missing for a provider', () => {
  test('CUDA is there where its libraries lie beside the binding', () => {
    expect(missingOf('cuda', { backends: linux, files: [shared, cuda] })).toBeNull();
    expect(missingOf('tensorrt', { backends: linux, files: [shared, cuda] })?.message).toContain(
      'libonnxruntime_providers_tensorrt.so',
    );
  });

  test('a missing library is named with the command that fetches it', () => {
    const told = missingOf('cuda', { backends: linux, files: [shared] });
    expect(told?.message).toContain(`(${cuda})`);
    expect(told?.message).toContain('script/install.js');
  });

  test('a provider of another system says which systems have it, and the CPU is always there', () => {
    expect(missingOf('dml', { backends: linux, files: [] })?.message).toContain('Windows');
    expect(missingOf('coreml', { backends: linux, files: [] })?.message).toContain('macOS');
    expect(missingOf('webgpu', { backends: linux, files: [] })).toBeNull();
    expect(missingOf('cpu', { backends: [], files: [] })).toBeNull();
  });
});
