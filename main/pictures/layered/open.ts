import { mostBytesOf, sniffLayered } from '../../../preload/contract/layered-formats.ts';
import { tooManyBytes, unreadable } from '../../../preload/contract/picture-refusals.ts';
import type { PictureService } from '../../../preload/contract/picture-service.ts';
import type { Params, Result } from '../../../preload/contract/service.ts';
import { openOra } from './read-ora.ts';
import { openPsd } from './read-psd.ts';

/** Reads a file with layers. @throws StudioError 'bad-picture' */
export async function openLayered({
  bytes,
  name,
}: Params<PictureService['openLayered']>): Promise<Result<PictureService['openLayered']>> {
  if (bytes.length > mostBytesOf(name)) throw tooManyBytes(name);
  const mediaType = sniffLayered(bytes);
  if (mediaType === null) throw unreadable(name);
  const { picture, losses } = await (mediaType === 'image/openraster' ? openOra : openPsd)(bytes, name);
  return { mediaType, picture, losses: [...losses] };
}
