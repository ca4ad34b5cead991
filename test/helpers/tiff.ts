/** A TIFF file by hand, for kinds of numbers that no library here writes: one strip, nothing packed. */
export interface TiffSpec {
  readonly side: number;
  readonly channels: number;
  readonly bits: number;
  /** 1 grey, 2 RGB, 6 YCbCr, 8 Lab. */
  readonly photometric: number;
  /** 1 whole numbers, 2 with a sign, 3 floating point. */
  readonly format?: number;
  readonly numbers: ArrayBufferView;
}

const [SHORT, LONG] = [3, 4];

export function tiffFile({
  side,
  channels,
  bits,
  photometric,
  format = 1,
  numbers,
}: TiffSpec): Uint8Array<ArrayBuffer> {
  const data = Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  // The directory is as long whatever it holds: the numbers of each channel lie right behind it.
  const [entries, lists] = [10, 8 + 2 + 12 * 10 + 4];
  const start = lists + 4 * channels;
  const tags = [
    [256, LONG, 1, side],
    [257, LONG, 1, side],
    [258, SHORT, channels, channels > 2 ? lists : bits],
    [259, SHORT, 1, 1],
    [262, SHORT, 1, photometric],
    [273, LONG, 1, start],
    [277, SHORT, 1, channels],
    [278, LONG, 1, side],
    [279, LONG, 1, data.length],
    [339, SHORT, channels, channels > 2 ? lists + 2 * channels : format],
  ] as const;
  const file = Buffer.alloc(start);
  file.write('II*\0');
  file.writeUInt32LE(8, 4);
  file.writeUInt16LE(entries, 8);
  for (const [i, [tag, type, count, value]] of tags.entries()) {
    const at = 10 + 12 * i;
    file.writeUInt16LE(tag, at);
    file.writeUInt16LE(type, at + 2);
    file.writeUInt32LE(count, at + 4);
    file.writeUInt32LE(value, at + 8);
  }
  for (let i = 0; i < channels; i++) {
    file.writeUInt16LE(bits, lists + 2 * i);
    file.writeUInt16LE(format, lists + 2 * (channels + i));
  }
  return new Uint8Array(Buffer.concat([file, data]));
}
