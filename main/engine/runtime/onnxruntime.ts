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
