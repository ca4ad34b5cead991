/**
 * Releases memory at once instead of at the next garbage collection. The logits of a step take a few MB.
 * Left to V8, they made it collect its whole heap every fourth step of a picture, on the cores that ONNX
 * Runtime computes on, which took a quarter of the time. Preallocated outputs do not help, since
 * onnxruntime-node copies those into a buffer of its own as well
 * (https://github.com/microsoft/onnxruntime/pull/32346).
 */
export function free(...arrays: readonly ArrayBufferView[]): void {
  for (const { buffer } of arrays) if (buffer instanceof ArrayBuffer && buffer.byteLength > 0) buffer.transfer(0);
}
