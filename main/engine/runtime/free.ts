/**
 * Gives memory back at once, not when V8 next collects. The logits of a step are a few MB of which V8
 * knows only the size: left to it, they made it collect its whole heap every fourth step of a picture, on
 * the cores that ONNX Runtime computes on, which took a quarter of the time. Memory of ours as a run's
 * output does not help: onnxruntime-node copies that into a buffer of its own as well
 * (https://github.com/microsoft/onnxruntime/pull/32346).
 */
export function free(...arrays: readonly ArrayBufferView[]): void {
  for (const { buffer } of arrays) if (buffer instanceof ArrayBuffer && buffer.byteLength > 0) buffer.transfer(0);
}
