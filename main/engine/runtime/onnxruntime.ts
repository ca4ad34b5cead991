/**
 * Loads onnxruntime-node with its telemetry off. Other files may import only its types, since an `import` is
 * evaluated before every statement, and a bundler moves it before all of our own modules.
 */
import { createRequire } from 'node:module';
import type * as Ort from 'onnxruntime-node';
import { sendNothing } from '../../sends-nothing.ts';

export type { InferenceSession, Tensor, TypedTensor } from 'onnxruntime-node';

sendNothing();
/** The runtime, loaded after its telemetry was switched off. */
export const ort: typeof Ort = createRequire(import.meta.url)('onnxruntime-node');

/**
 * onnxruntime-node 1.30 takes the bits of float16 as Uint16Array. Where the engine has Float16Array, the library's own tensors
 * hold that instead, whose elements its native half counts as 0 bytes ("not enough space"). It looks for the type once, at its
 * first tensor, so that one is made while the type is hidden.
 */
function keepHalvesAsBits(): void {
  const { Float16Array: hidden } = globalThis;
  Reflect.deleteProperty(globalThis, 'Float16Array');
  try {
    new ort.Tensor('float16', new Uint16Array(1), [1]);
  } finally {
    if (hidden !== undefined) {
      Object.defineProperty(globalThis, 'Float16Array', { value: hidden, writable: true, configurable: true });
    }
  }
}

keepHalvesAsBits();
