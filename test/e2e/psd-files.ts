import { initializeCanvas } from 'ag-psd';

/** What ag-psd needs to write and read PSD files without a canvas. A test that imports this file has it. */
initializeCanvas(
  () => {
    throw new Error('Nothing is drawn here.');
  },
  (width, height) => ({ width, height, data: new Uint8ClampedArray(4 * width * height), colorSpace: 'srgb' }),
);

/** Opaque pixels of one colour. */
export function flat(width: number, height: number, [red, green, blue]: readonly [number, number, number]) {
  const data = new Uint8ClampedArray(4 * width * height);
  for (let at = 0; at < data.length; at += 4) data.set([red, green, blue, 255], at);
  return { width, height, data };
}
