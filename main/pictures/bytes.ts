/** A buffer of sharp's as plain bytes. Its memory is not shared with a thread. */
export function bytesOf(data: Buffer): Uint8Array<ArrayBuffer> {
  return new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength);
}

/** The RGBA channels of pixels with more channels, in which TIFF files keep selections and inks. */
export function withoutExtras(
  samples: Uint8Array<ArrayBuffer>,
  channels: number,
  bytesEach: number,
): Uint8Array<ArrayBuffer> {
  if (channels <= 4) return samples;
  const [from, to] = [channels * bytesEach, 4 * bytesEach];
  const rgba = new Uint8Array((samples.length / from) * to);
  for (let i = 0; i * from < samples.length; i++) rgba.set(samples.subarray(i * from, i * from + to), i * to);
  return rgba;
}
