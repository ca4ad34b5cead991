/** TIFF files hold numbers of many kinds; some are taken by libvips for what they are not. */
import type { Metadata } from 'sharp';
import { tiffTags } from '../../preload/contract/picture-header.ts';
import { oddTiff } from '../../preload/contract/picture-refusals.ts';

const [COMPRESSION, PHOTOMETRIC] = [259, 262];
const YCBCR = 6;
/** The two kinds of JPEG, whose decoder gives RGB. */
const JPEG: readonly unknown[] = [6, 7];
/** Floating-point RGB means light, and wide Lab has signs; all other numbers that are no 8 or 16 bits are cut off at 255. */
const DEEP: readonly unknown[] = ['scrgb', 'labs'];

/** @throws StudioError 'bad-picture' where libvips does not see the picture that the file means */
export async function readRight(bytes: Uint8Array, told: Promise<Metadata>, name: string): Promise<Metadata> {
  const metadata = await told.catch((cause: unknown) => {
    throw oddTiff(name, cause);
  });
  if (isReadRight(bytes, metadata)) return metadata;
  throw oddTiff(name);
}

function isReadRight(bytes: Uint8Array, { depth, space }: Metadata): boolean {
  const tags = tiffTags(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  if (tags.get(PHOTOMETRIC) === YCBCR && !JPEG.includes(tags.get(COMPRESSION))) return false;
  // Inks that make no known space together.
  if (space === 'multiband') return false;
  return depth === 'uchar' || depth === 'ushort' || DEEP.includes(space);
}
