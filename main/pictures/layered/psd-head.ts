/**
 * Reads what stands before the layers of a PSD file: its header, and its colour profile. ag-psd reads no profiles, and
 * a file is refused by its header before any of it is decoded.
 * https://www.adobe.com/devnet-apps/photoshop/fileformatashtml/
 */
import { StudioError } from '../../../preload/contract/errors.ts';
import { named, tooLarge, unreadable } from '../../../preload/contract/picture-refusals.ts';
import { MAX_PIXELS, MAX_SIDE } from '../../../preload/contract/pictures.ts';

export interface PsdHead {
  readonly width: number;
  readonly height: number;
  readonly depth: 8 | 16;
  readonly profile: Uint8Array | null;
}

const [GREY, RGB] = [1, 3];
const PROFILE = 1039;

/** @throws StudioError 'bad-picture' where the file is damaged, too large or of a kind that is not read */
export function headOfPsd(bytes: Uint8Array, name: string): PsdHead {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const [height, width] = [view.getUint32(14), view.getUint32(18)];
    const [depth, mode] = [view.getUint16(22), view.getUint16(24)];
    if (width === 0 || height === 0) throw unreadable(name);
    if (width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS) throw tooLarge(name);
    if (mode !== RGB && mode !== GREY) throw StudioError.of('pictures.psd-colours', named(name));
    if (depth !== 8 && depth !== 16) throw StudioError.of('pictures.psd-depth', named(name));
    return { width, height, depth, profile: profileOf(view) };
  } catch (cause) {
    if (cause instanceof RangeError) throw unreadable(name, cause);
    throw cause;
  }
}

/** Walks through the image resources: '8BIM', an id, a name padded to even, and data padded to even. */
function profileOf(view: DataView): Uint8Array | null {
  const start = 26 + 4 + view.getUint32(26);
  const end = start + 4 + view.getUint32(start);
  for (let at = start + 4; at + 12 <= end; ) {
    const id = view.getUint16(at + 4);
    const data = at + 6 + 2 * Math.floor(view.getUint8(at + 6) / 2 + 1);
    const length = view.getUint32(data);
    if (id === PROFILE && data + 4 + length <= view.byteLength) {
      return new Uint8Array(view.buffer, view.byteOffset + data + 4, length).slice();
    }
    at = data + 4 + length + (length % 2);
  }
  return null;
}
