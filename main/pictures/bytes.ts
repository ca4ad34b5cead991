/** A buffer of sharp's as plain bytes: its memory is never shared with a thread. */
export function bytesOf(data: Buffer): Uint8Array<ArrayBuffer> {
  return new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength);
}
