/**
 * Reads what stands before the layers of a PSD file: its header, its palette, and its colour profile. ag-psd reads no
 * profiles, and a file is refused by its header before any of it is decoded.
 * https://www.adobe.com/devnet-apps/photoshop/fileformatashtml/
 */
import { StudioError } from '../../../preload/contract/errors.ts';
import { named, tooLarge, unreadable } from '../../../preload/contract/picture-refusals.ts';
import { MAX_PIXELS, MAX_SIDE } from '../../../preload/contract/pictures.ts';
import type { Depth } from './psd-planes.ts';

export type PsdColours = 'bitmap' | 'grey' | 'indexed' | 'rgb' | 'cmyk' | 'duotone' | 'lab';

export interface PsdHead {
  readonly width: number;
  readonly height: number;
  readonly depth: Depth;
  readonly colours: PsdColours;
  /** How many channels the merged picture has. */
  readonly channels: number;
  readonly large: boolean;
  readonly profile: Uint8Array | null;
  /** Of indexed colours: all reds, then all greens, then all blues. */
  readonly palette: Uint8Array;
}

/** The place of the mode in the header. */
export const MODE_AT = 24;
export const RGB_MODE = 3;

const modes = new Map<number, PsdColours>([
  [0, 'bitmap'],
  [1, 'grey'],
  [2, 'indexed'],
  [RGB_MODE, 'rgb'],
  [4, 'cmyk'],
  // Its inks are in no published form. The format says to read it as grey.
  [8, 'duotone'],
  [9, 'lab'],
]);

const depths: Readonly<Record<PsdColours, readonly number[]>> = {
  bitmap: [1],
  grey: [8, 16, 32],
  indexed: [8],
  rgb: [8, 16, 32],
  cmyk: [8, 16],
  duotone: [8],
  lab: [8, 16],
};

/** How many channels hold the colours. */
export const colourCounts: Readonly<Record<PsdColours, number>> = {
  ...{ bitmap: 1, grey: 1, indexed: 1, duotone: 1 },
  ...{ rgb: 3, lab: 3, cmyk: 4 },
};

const PALETTE = 768;
const PROFILE = 1039;

/** @throws StudioError 'bad-picture' where the file is damaged, too large or of a kind that is not read */
export function headOfPsd(bytes: Uint8Array, name: string): PsdHead {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const [height, width] = [view.getUint32(14), view.getUint32(18)];
    const [depth, colours] = [view.getUint16(22), modes.get(view.getUint16(MODE_AT))];
    if (width === 0 || height === 0) throw unreadable(name);
    if (width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS) throw tooLarge(name);
    if (colours === undefined) throw StudioError.of('pictures.psd-colours', named(name));
    if (!depths[colours].includes(depth)) throw StudioError.of('pictures.psd-depth', named(name));
    const palette = bytes.slice(30, 30 + PALETTE);
    if (colours === 'indexed' && (view.getUint32(26) !== PALETTE || palette.length < PALETTE)) throw unreadable(name);
    const shape = { width, height, depth: depth as Depth, large: view.getUint16(4) === 2 };
    return { ...shape, colours, channels: view.getUint16(12), palette, profile: profileOf(view) };
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
