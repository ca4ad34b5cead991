import { expect, test } from 'vitest';
import { reasonIn } from '../../../../main/engine/models/provider-reason.ts';

// As ONNX Runtime 1.30, the loader of libraries and the graphics driver in software have said it.
test.each([
  [
    'cuda',
    'fp16',
    'libcublasLt.so.13: cannot open shared object file: No such file or directory',
    'CUDA needs libcublasLt.so.13, which is not on this computer, so the model runs on the CPU; install CUDA 13.',
  ],
  [
    'tensorrt',
    'fp16',
    'libnvinfer.so.10: cannot open shared object file: No such file or directory',
    'TensorRT needs libnvinfer.so.10, which is not on this computer, so the model runs on the CPU; install TensorRT 10.',
  ],
  [
    'cuda',
    'fp16',
    'libcuda.so.1: cannot open shared object file: No such file or directory',
    "CUDA needs libcuda.so.1, which is not on this computer, so the model runs on the CPU; install NVIDIA's driver.",
  ],
  [
    'webgpu',
    'int4',
    "Non-zero status code returned while running Cast node. Name:'blocks.0/attn/Cast_2' Status Message: shader_helper.cc:416 GenerateSourceCode Program Cast requires f16 but the device does not support it.",
    'WebGPU has no 16-bit floats on this graphics processor, and a model in int4 needs them, so it runs on the CPU; convert the checkpoint to fp32 to use WebGPU.',
  ],
  [
    'webgpu',
    'fp32',
    'adapter_result.status == wgpu::RequestAdapterStatus::Success was false. Failed to get a WebGPU adapter: No supported adapters',
    'WebGPU finds no graphics processor that it can use, so the model runs on the CPU; install the newest driver of your graphics processor, on Linux with its Vulkan part.',
  ],
] as const)('%s in %s: %s', (provider, precision, text, sentence) => {
  expect(reasonIn(text, provider, precision)?.failure.message).toBe(sentence);
});

test('a text that tells no reason gives none', () => {
  expect(reasonIn('Failed to load shared library', 'cuda', 'fp32')).toBeUndefined();
});
