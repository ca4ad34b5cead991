/**
 * Writes numbers of any colour space as a TIFF file, so that libvips converts them by their profile. sharp takes no raw
 * pixels but RGB and grey.
 * https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf
 */

export interface TiffPixels {
  readonly width: number;
  readonly height: number;
  readonly colours: 'rgb' | 'cmyk';
  /** Three or four numbers for each pixel. Of CMYK, 0 is no ink. */
  readonly samples: Uint8Array | Uint16Array;
  readonly profile: Uint8Array | null;
}

const [SHORT, LONG, UNDEFINED] = [3, 4, 7] as const;
/** Bytes of a number of each type. */
const widths = { [SHORT]: 2, [LONG]: 4, [UNDEFINED]: 1 } as const;

interface Tag {
  readonly id: number;
  readonly type: keyof typeof widths;
  readonly values: ArrayLike<number>;
}

export function plainTiff({ width, height, colours, samples, profile }: TiffPixels): Uint8Array<ArrayBuffer> {
  const count = colours === 'cmyk' ? 4 : 3;
  const bits = 8 * samples.BYTES_PER_ELEMENT;
  const tags: Tag[] = [
    { id: 256, type: LONG, values: [width] },
    { id: 257, type: LONG, values: [height] },
    { id: 258, type: SHORT, values: Array.from({ length: count }, () => bits) },
    { id: 259, type: SHORT, values: [1] },
    { id: 262, type: SHORT, values: [colours === 'cmyk' ? 5 : 2] },
    { id: 273, type: LONG, values: [0] },
    { id: 277, type: SHORT, values: [count] },
    { id: 278, type: LONG, values: [height] },
    { id: 279, type: LONG, values: [samples.byteLength] },
    ...(profile === null ? [] : [{ id: 34675, type: UNDEFINED, values: profile }]),
  ];
  const directory = 8;
  let end = directory + 2 + 12 * tags.length + 4;
  // What takes more than four bytes lies behind the directory, at even places.
  const places = tags.map(({ type, values }) => {
    const length = widths[type] * values.length;
    const at = end;
    if (length > 4) end += length + (length % 2);
    return at;
  });
  const strip = end;
  const file = new Uint8Array(strip + samples.byteLength);
  const view = new DataView(file.buffer);
  // In the order of bytes in which typed arrays lie in memory on every machine of today.
  file.set([0x49, 0x49, 42, 0]);
  view.setUint32(4, directory, true);
  view.setUint16(directory, tags.length, true);
  const put = (at: number, type: Tag['type'], value: number) => {
    if (type === SHORT) view.setUint16(at, value, true);
    else if (type === LONG) view.setUint32(at, value, true);
    else view.setUint8(at, value);
  };
  tags.forEach(({ id, type, values }, index) => {
    const entry = directory + 2 + 12 * index;
    view.setUint16(entry, id, true);
    view.setUint16(entry + 2, type, true);
    view.setUint32(entry + 4, values.length, true);
    const isInside = widths[type] * values.length <= 4;
    const at = isInside ? entry + 8 : (places[index] ?? 0);
    if (!isInside) view.setUint32(entry + 8, at, true);
    for (let i = 0; i < values.length; i++) {
      put(at + i * widths[type], type, id === 273 ? strip : (values[i] ?? 0));
    }
  });
  file.set(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength), strip);
  return file;
}
