/** Checks the number formats of TIFF files, some of which libvips misreads. */
import type { Metadata } from 'sharp';
import { tiffTags } from '../../preload/contract/picture-header.ts';
import { oddTiff } from '../../preload/contract/picture-refusals.ts';

const [COMPRESSION, PHOTOMETRIC] = [259, 262];
const YCBCR = 6;
/** The two JPEG compressions, whose decoder gives RGB. */
const JPEG: readonly unknown[] = [6, 7];
/** Formats that libvips converts correctly besides 8 and 16 bits. It cuts all other numbers off at 255. */
const DEEP: readonly unknown[] = ['scrgb', 'labs'];

/** @throws StudioError 'bad-picture' where libvips misreads the picture */
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
  // The inks form no known colour space.
  if (space === 'multiband') return false;
  return depth === 'uchar' || depth === 'ushort' || DEEP.includes(space);
}
