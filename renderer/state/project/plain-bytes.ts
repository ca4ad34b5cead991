import { isPlain } from '../../../preload/contract/picture-header.ts';
import type { PictureClient } from '../../../preload/contract/picture-service.ts';

/**
 * The bytes in a format that the browser may decode. Projects of older studios hold pictures that were never converted.
 */
export async function plainBytes(
  bytes: Uint8Array<ArrayBuffer>,
  decoder: Pick<PictureClient, 'show'>,
): Promise<Uint8Array<ArrayBuffer>> {
  const own = new Uint8Array(bytes);
  if (isPlain(own)) return own;
  const { png } = await decoder.show({ bytes: own, name: '' });
  return png === null ? own : new Uint8Array(png);
}
