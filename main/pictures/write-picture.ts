/** Encodes pixels as a file for the artist: at a size, in a format, with a quality. */
import sharp, { type Sharp } from 'sharp';
import type { WrittenType } from '../../preload/contract/formats.ts';
import type { PictureService } from '../../preload/contract/picture-service.ts';
import { MAX_PIXELS, type Raster } from '../../preload/contract/pictures.ts';
import type { Params } from '../../preload/contract/service.ts';
import { bytesOf } from './bytes.ts';
import { tiffDensity, withDensity } from './density.ts';
import { nearest } from './nearest.ts';
import { isOpaque, rasterOf } from './pipeline.ts';
import { withText } from './png-text-chunks.ts';

type Wanted = Params<PictureService['writePicture']>;
type Encoding = Pick<Wanted, 'quality' | 'lossless' | 'dpi'>;

const WHITE = { red: 255, green: 255, blue: 255 };

const writers: Readonly<Record<WrittenType, (picture: Sharp, encoding: Encoding) => Sharp>> = {
  'image/png': (picture) => picture.png(),
  'image/jpeg': (picture, { quality }) => picture.jpeg({ quality, chromaSubsampling: '4:4:4' }),
  'image/webp': (picture, { quality, lossless }) =>
    picture.webp(lossless ? { lossless, exact: true } : { quality, alphaQuality: 100 }),
  'image/avif': (picture, { quality, lossless }) =>
    picture.avif({ quality, lossless, chromaSubsampling: '4:4:4', effort: 2 }),
  'image/tiff': (picture, { dpi = null }) =>
    picture.tiff({ compression: 'deflate', predictor: 'horizontal', ...tiffDensity(dpi) }),
};

/** Scales pixels where their size differs, and encodes them. Clear pixels stay clear where the format can hold them. */
export async function writePicture({ raster, mediaType, record, ...wanted }: Wanted): Promise<Uint8Array<ArrayBuffer>> {
  const sized = await scaled(raster, wanted);
  const ground = mediaType === 'image/jpeg' ? (wanted.ground ?? WHITE) : wanted.ground;
  const encoded = bytesOf(await writers[mediaType](grounded(sized, ground), wanted).toBuffer());
  const bytes = withDensity(encoded, mediaType, wanted.dpi ?? null);
  return mediaType === 'image/png' && record !== null ? withText(bytes, record) : bytes;
}

async function scaled(raster: Raster, { width, height, kernel }: Pick<Wanted, 'width' | 'height' | 'kernel'>) {
  if (raster.width === width && raster.height === height) return raster;
  if (kernel === 'nearest') return nearest(raster, { width, height });
  return rasterOf(rawOf(raster).resize(width, height, { fit: 'fill', kernel }));
}

function grounded(raster: Raster, ground: Wanted['ground']): Sharp {
  const picture = rawOf(raster);
  if (isOpaque(raster)) return picture.removeAlpha();
  return ground === null
    ? picture
    : picture.flatten({ background: { r: ground.red, g: ground.green, b: ground.blue } });
}

function rawOf({ width, height, rgba }: Raster): Sharp {
  return sharp(rgba, { raw: { width, height, channels: 4 }, limitInputPixels: MAX_PIXELS });
}
