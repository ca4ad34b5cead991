/** SVG files may be of any size; some sizes are taken by libvips for what they are not. */
import sharp, { type Metadata } from 'sharp';
import { tooLarge } from '../../preload/contract/picture-refusals.ts';

/** Ten times as fine as SVG is drawn without a word. */
const FINE = 720;

/**
 * Of a side that is longer than libvips can count, it says that it is 1, or that there is no picture. A side that is
 * 1 pixel long grows where more pixels are asked for.
 * @throws StudioError 'bad-picture' where libvips does not see the size that the file means
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
