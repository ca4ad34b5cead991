import type { PictureService } from '../../../preload/contract/picture-service.ts';
import type { Params } from '../../../preload/contract/service.ts';
import { writeOra } from './write-ora.ts';
import { writePsd } from './write-psd.ts';

/** Writes a file with layers. */
export function writeLayered({
  picture,
  merged,
  mediaType,
}: Params<PictureService['writeLayered']>): Promise<Uint8Array<ArrayBuffer>> {
  return (mediaType === 'image/openraster' ? writeOra : writePsd)(picture, merged);
}
