/** Checks the size of SVG files, which libvips misreads where it is very large. */
import sharp, { type Metadata } from 'sharp';
import { tooLarge } from '../../preload/contract/picture-refusals.ts';

/** Ten times the default resolution. */
const FINE = 720;

/**
 * libvips gives a side that it cannot count the length 1, or calls the picture empty. A real side of 1 pixel grows at a
 * higher resolution, which tells the two apart.
 * @throws StudioError 'bad-picture' where libvips misreads the size
 */
export async function sizedRight(bytes: Uint8Array, told: Promise<Metadata>, name: string): Promise<Metadata> {
  const metadata = await told.catch((cause: unknown) => {
    throw isUncounted(cause) ? tooLarge(name) : cause;
  });
  if (metadata.width > 1 && metadata.height > 1) return metadata;
  const fine = await sharp(bytes, { density: FINE, limitInputPixels: false })
    .metadata()
    .catch(() => null);
  if (fine !== null && fine.width > 1 && fine.height > 1) return metadata;
  throw tooLarge(name);
}

function isUncounted(cause: unknown): boolean {
  return cause instanceof Error && cause.message.includes('zero-sized image');
}
